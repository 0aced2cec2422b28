import MarkdownIt from 'markdown-it'
import type { DocumentLimits } from '../document-limits.ts'
import { linkTarget } from '../link-target.ts'
import { cleanText } from '../metadata-lists.ts'
import type { ParsedDocument, ReferenceKind } from '../parsed-document.ts'
import { readFrontMatter } from './front-matter.ts'
import { HeadingIds } from './heading-id.ts'
import { HtmlReader } from './html.ts'
import { markdownPieces } from './markdown-pieces.ts'

type Token = ReturnType<InstanceType<typeof MarkdownIt>['parse']>[number]

const markdown = new MarkdownIt({ html: true, linkify: false })
/** Finds where blocks and link definitions are, and looks at no text. */
const blocksOnly = new MarkdownIt({ html: true })
blocksOnly.core.ruler.enableOnly(['normalize', 'block'])

const explicitId = /\s*\{\s*#([\w.:-]+)[^}]*\}\s*$/

/** Reads a Markdown text: front matter, headings (which are ids), links, images, and HTML inside of it. */
export async function readMarkdown(
  document: ParsedDocument,
  text: string,
  folder: string,
  limits: DocumentLimits,
  signal: AbortSignal,
): Promise<void> {
  document.root = 'markdown'
  const { body, line } = readFrontMatter(document, text)
  const pieces = [...markdownPieces(body, line)]
  // Shared by all pieces: what a link means may be said anywhere in the file.
  const env = {}
  if (pieces.length > 1) for (const piece of pieces) blocksOnly.parse(piece.text, env)
  const reader = new MarkdownReader(document, folder, limits)
  for (const piece of pieces) {
    signal.throwIfAborted()
    reader.read(markdown.parse(piece.text, env), piece.line)
    if (pieces.length > 1) await new Promise<void>((next) => setImmediate(next))
  }
  const { metadata } = document
  if (document.title !== '') metadata['dc.title'] = document.title
  if (document.language !== '') metadata['dc.language'] = document.language
}

class MarkdownReader {
  readonly #document: ParsedDocument
  readonly #folder: string
  readonly #limits: DocumentLimits
  readonly #headings = new HeadingIds()

  constructor(document: ParsedDocument, folder: string, limits: DocumentLimits) {
    this.#document = document
    this.#folder = folder
    this.#limits = limits
  }

  read(tokens: readonly Token[], firstLine: number): void {
    for (const [index, token] of tokens.entries()) {
      const line = firstLine + (token.map?.[0] ?? 0)
      if (token.type === 'html_block') this.#html(token.content, line)
      else if (token.type === 'inline') {
        this.#inline(token, line)
        if (tokens[index - 1]?.type === 'heading_open') this.#heading(token)
      }
    }
  }

  #heading(token: Token): void {
    const id = explicitId.exec(token.content)?.[1]
    const text = (token.children ?? [])
      .filter(({ type }) => type === 'text' || type === 'code_inline')
      .map(({ content }) => content)
      .join('')
      .replace(explicitId, '')
    if (this.#document.title === '') this.#document.title = cleanText(text)
    this.#document.addId(this.#headings.idOf(text.trim()))
    if (id !== undefined) this.#document.addId(id)
  }

  #inline(token: Token, firstLine: number): void {
    let line = firstLine
    let html = ''
    for (const child of token.children ?? []) {
      if (child.type === 'softbreak' || child.type === 'hardbreak') line++
      else if (child.type === 'link_open') this.#add('link', child.attrGet('href'), line)
      else if (child.type === 'image') this.#add('image', child.attrGet('src'), line)
      else if (child.type === 'html_inline') html += child.content
    }
    if (html !== '') this.#html(html, firstLine)
  }

  #html(text: string, line: number): void {
    const html = new HtmlReader(this.#document, this.#folder, this.#limits, line)
    html.write(text)
    html.end()
  }

  #add(kind: ReferenceKind, address: string | number | null, line: number): void {
    const raw = String(address ?? '')
    if (raw === '' || raw === '#') return
    const target = linkTarget(raw, this.#folder)
    if (target === undefined || (target.path === undefined && target.fragment === undefined)) return
    const { path, fragment } = target
    this.#document.addReference({ kind, raw, line, path, fragment, key: undefined, holders: undefined })
  }
}
