import { LineCounter, parseDocument } from 'yaml'
import { cleanText, MetadataLists } from '../metadata-lists.ts'
import type { ParsedDocument } from '../parsed-document.ts'
import { newLines } from './encoding.ts'

/** A longer front matter is not read. */
export const maxFrontMatterLength = 65_536

const named: Readonly<Record<string, string>> = {
  author: 'dc.creator',
  authors: 'dc.creator',
  description: 'dc.description',
  keywords: 'dc.subject',
  keyword: 'dc.subject',
  tags: 'dc.subject',
  category: 'dita.Category',
  audience: 'dita.Audience',
}

/** Takes the YAML front matter off a Markdown text; its fields become metadata. Returns the rest and its first line. */
export function readFrontMatter(document: ParsedDocument, text: string): { body: string; line: number } {
  const start = /^\ufeff?---[ \t]*\r?\n/.exec(text)
  if (!start) return { body: text, line: 1 }
  const end = /^(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/gm
  end.lastIndex = start[0].length
  const closing = end.exec(text)
  if (!closing) return { body: text, line: 1 }
  const after = closing.index + closing[0].length
  const yaml = text.slice(start[0].length, closing.index)
  if (yaml.length > maxFrontMatterLength)
    document.say(
      'WARN',
      `Line 1: the front matter has ${yaml.length} characters; at most ${maxFrontMatterLength} are read.`,
    )
  else addFields(document, yaml)
  return { body: text.slice(after), line: 1 + newLines(text, 0, after) }
}

function addFields(document: ParsedDocument, text: string): void {
  const lineCounter = new LineCounter()
  const yaml = parseDocument(text, { lineCounter, prettyErrors: false, logLevel: 'silent' })
  const [error] = yaml.errors
  if (error) {
    const { line } = lineCounter.linePos(error.pos[0])
    document.say(
      'WARN',
      `Line ${line + 1}: the front matter is no valid YAML: ${error.message.slice(0, 200)}`,
    )
    return
  }
  const fields = plainValue(document, yaml)
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) return
  const metadata = new MetadataLists()
  for (const [name, value] of Object.entries(fields)) {
    if (name === 'title' && typeof value === 'string') document.title = cleanText(value)
    else if ((name === 'lang' || name === 'language') && typeof value === 'string')
      document.language = cleanText(value).slice(0, 100)
    else
      addTexts(metadata, named[name] ?? `frontmatter.${name.replace(/[^\w.-]/g, '_').slice(0, 100)}`, value)
  }
  metadata.addTo(document.metadata)
}

/** The value as JSON can have it: without aliases that stand in what they stand for. */
function plainValue(document: ParsedDocument, yaml: ReturnType<typeof parseDocument>): unknown {
  try {
    return JSON.parse(JSON.stringify(yaml.toJS({ maxAliasCount: 10 })) ?? 'null')
  } catch {
    document.say('WARN', 'Line 1: the front matter repeats aliases without end; it was left out.')
    return undefined
  }
}

function addTexts(metadata: MetadataLists, key: string, value: unknown): void {
  const splits = key === 'dc.subject' && typeof value === 'string'
  const values: unknown[] = splits ? value.split(',') : Array.isArray(value) ? value : [value]
  for (const one of values) {
    if (one === null || one === undefined) continue
    metadata.add(key, typeof one === 'object' ? JSON.stringify(one) : String(one))
  }
}
