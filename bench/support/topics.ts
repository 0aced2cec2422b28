import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Topics of one folder. */
const perFolder = 200

/** Where a topic lies below the folder of all, by its number from 0. */
export function topicPath(index: number): string {
  return `part-${Math.floor(index / perFolder)}/topic-${index}.dita`
}

/** Paths of the other files that topics use: a picture and a shared topic in each folder. */
export function sharedPaths(count: number): string[] {
  const folders = Math.ceil(count / perFolder)
  return Array.from({ length: folders }, (_, i) => [`part-${i}/shared.dita`, `part-${i}/picture.png`]).flat()
}

export function sharedTopic(): string {
  return '<topic id="shared"><title>Shared</title><body><note id="care">Take care.</note></body></topic>\n'
}

/** A topic of some 4 kB: a prolog, paragraphs, a list, a table, a picture, a conref and links to two other topics. */
export function topic(index: number, count: number): string {
  const folder = Math.floor(index / perFolder) * perFolder
  const inFolder = Math.min(perFolder, count - folder)
  const other = folder + ((index * 7 + 3) % inFolder)
  const another = (index * 13 + 5) % count
  const paragraphs = Array.from(
    { length: 9 },
    (_, i) =>
      `    <p id="p${i}">Sentence ${i} of topic ${index} tells about the <term>machine</term> and what its ` +
      `<uicontrol>Start</uicontrol> button does, with as many words as such a sentence usually has, and ` +
      'then a second one that says when this is of use and when it is better left alone.</p>',
  )
  const rows = Array.from(
    { length: 4 },
    (_, i) => `      <strow><stentry>Part ${i}</stentry><stentry>What part ${i} is for</stentry></strow>`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE concept PUBLIC "-//OASIS//DTD DITA Concept//EN" "concept.dtd">
<concept id="topic-${index}" xml:lang="en-US">
  <title>Topic number ${index}</title>
  <shortdesc>What topic ${index} is about, in one sentence.</shortdesc>
  <prolog>
    <author>A. Writer</author>
    <metadata>
      <audience type="administrator"/>
      <keywords><keyword>machine</keyword><keyword>part ${index % 100}</keyword></keywords>
    </metadata>
  </prolog>
  <conbody>
${paragraphs.join('\n')}
    <note conref="shared.dita#shared/care"/>
    <ul>
      <li>First switch the machine on, then wait for the lamp.</li>
      <li>See <xref href="topic-${other}.dita#topic-${other}/p1">the other topic</xref> for more.</li>
    </ul>
    <simpletable>
      <sthead><stentry>Name</stentry><stentry>Purpose</stentry></sthead>
${rows.join('\n')}
    </simpletable>
    <fig><title>The machine</title><image href="picture.png"/></fig>
    <section id="more"><title>More</title><p platform="linux">On Linux everything is the same.</p></section>
  </conbody>
  <related-links><link href="../${topicPath(another)}#topic-${another}"/></related-links>
</concept>
`
}

/** Writes the topics below a folder; returns the bytes of all. */
export async function writeTopics(folder: string, count: number): Promise<number> {
  let bytes = 0
  for (let index = 0; index < count; index++) {
    const path = join(folder, topicPath(index))
    if (index % perFolder === 0) await mkdir(join(path, '..'), { recursive: true })
    const text = topic(index, count)
    bytes += Buffer.byteLength(text)
    await writeFile(path, text)
  }
  for (const path of sharedPaths(count)) await writeFile(join(folder, path), sharedTopic())
  return bytes
}
