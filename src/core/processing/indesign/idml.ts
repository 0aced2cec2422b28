import type { MetadataRecord } from '../metadata/metadata-record.ts'
import { attributeOf, elementsNamed, partXml } from '../packages/part-xml.ts'
import { type Package, readPackage } from '../packages/read-package.ts'

const metadataPart = 'META-INF/metadata.xml'
const wanted =
  /^(META-INF\/metadata\.xml|designmap\.xml|Resources\/Fonts\.xml|(Stories|Spreads)\/[^/]+\.xml)$/

export interface Idml {
  /** Its XMP packet; absent: it has none. */
  readonly packet?: string
  readonly pages: number
  readonly stories: number
  readonly fonts: readonly string[]
  /** Of all stories, one after the other. */
  readonly text: string
  /** Parts that could not be read. */
  readonly unread: readonly string[]
  /** True: some of it was too large to be read. */
  readonly cut: boolean
}

/** What an IDML document is made of. Throws for a ZIP that is damaged or cut off. */
export async function readIdml(path: string): Promise<Idml> {
  const idml = await readPackage(path, (name) => wanted.test(name))
  const packet = idml.parts.get(metadataPart)?.toString('utf8')
  const trees = [...idml.parts]
    .filter(([name]) => name !== metadataPart)
    .map(([name, part]) => ({ name, tree: partXml(part) }))
  const below = (folder: string, element: string) =>
    trees.flatMap(({ name, tree }) => (name.startsWith(folder) && tree ? elementsNamed(tree, element) : []))
  const fonts = below('Resources/', 'Font').map(
    (font) => attributeOf(font, 'PostScriptName') ?? attributeOf(font, 'Name') ?? '',
  )
  return {
    ...(packet !== undefined && { packet }),
    pages: below('Spreads/', 'Page').length,
    stories: countIn(idml, 'Stories/'),
    fonts: [...new Set(fonts)].filter((font) => font !== ''),
    text: textOfStories(
      trees.flatMap(({ name, tree }) => (name.startsWith('Stories/') && tree ? [tree] : [])),
    ),
    unread: trees.filter(({ tree }) => !tree).map(({ name }) => name),
    cut: idml.cut,
  }
}

/** Adds what it is made of as `indesign.<Name>`. */
export function describeIdml(record: MetadataRecord, { pages, stories, fonts, text }: Idml): void {
  record.set('indesign.Pages', String(pages))
  record.set('indesign.Stories', String(stories))
  record.setList('indesign.Fonts', fonts)
  record.set('indesign.Text', text)
}

function countIn({ names }: Package, folder: string): number {
  return names.filter((name) => name.startsWith(folder) && name.endsWith('.xml')).length
}

/** Text lies in `Content`; `Br` ends a paragraph. Stories are apart by an empty line. */
function textOfStories(stories: readonly Parameters<typeof elementsNamed>[0][]): string {
  return stories
    .map((story) => pieces(story).join('').trim())
    .filter((text) => text !== '')
    .join('\n\n')
}

function pieces(element: Parameters<typeof elementsNamed>[0]): string[] {
  return element.children.flatMap((child) =>
    child.local === 'Content' ? [child.text] : child.local === 'Br' ? ['\n'] : pieces(child),
  )
}
