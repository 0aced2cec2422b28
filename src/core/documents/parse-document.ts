import { DitaReader } from './dita/dita-reader.ts'
import { DitavalReader } from './dita/ditaval-reader.ts'
import type { DocumentFiles } from './document.ts'
import { DocumentFault } from './document-fault.ts'
import type { DocumentLimits } from './document-limits.ts'
import type { DocumentType } from './file-type.ts'
import type { DocumentPlace } from './link-target.ts'
import { ParsedDocument } from './parsed-document.ts'
import { readCss } from './text/css.ts'
import { decodeChunks, decodeWhole } from './text/encoding.ts'
import { HtmlReader } from './text/html.ts'
import { readMarkdown } from './text/markdown.ts'
import { readChunks } from './text/read-chunks.ts'
import { readWholeXml, readXml } from './xml/read-xml.ts'
import type { XmlHandler } from './xml/xml-handler.ts'

/** Smaller files are read in one piece, at the cost of a few milliseconds. */
const wholeFileBytes = 256 * 1024

/** A stored file to read as a document. */
export interface DocumentFile extends DocumentPlace {
  readonly key: string
  /** In bytes. */
  readonly size: number
  readonly fileType: DocumentType
}

/**
 * Reads a document. What is wrong with it is told in its messages; throws only for what is not its own fault (disk, signal, `not-found`).
 * Small XML of this machine is read at once, without a promise.
 */
export function parseDocument(
  source: DocumentFile,
  files: DocumentFiles,
  limits: DocumentLimits,
  signal: AbortSignal,
): ParsedDocument | Promise<ParsedDocument> {
  const document = new ParsedDocument(limits)
  const { key, size, fileType } = source
  if (size === 0 || size > limits.maxBytes) {
    document.fail(
      size === 0
        ? 'The file is empty.'
        : `The file has ${size} bytes; at most ${limits.maxBytes} are read (DARKROOM_MAX_DOCUMENT_BYTES).`,
    )
    return document
  }
  const handler = xmlHandler(document, source, limits)
  if (handler && size <= wholeFileBytes) {
    const read = (bytes: Buffer) => {
      readWholeXml(bytes, document, handler)
      return document.finish()
    }
    const bytes = files.readWhole(key)
    return bytes instanceof Promise ? bytes.then(read) : read(bytes)
  }
  const chunks = readChunks(files, key, signal)
  const reading = handler
    ? readXml(chunks, document, handler, signal)
    : fileType === 'MARKDOWN'
      ? readMarkdownFile(document, source, chunks, limits, signal)
      : readWebFile(document, source, chunks, limits, signal)
  return reading.then(() => document.finish())
}

function xmlHandler(
  document: ParsedDocument,
  { fileType, folder }: DocumentFile,
  limits: DocumentLimits,
): XmlHandler | undefined {
  if (fileType === 'DITATOPIC') return new DitaReader(document, 'topic', folder, limits)
  if (fileType === 'DITAMAP') return new DitaReader(document, 'map', folder, limits)
  return fileType === 'DITAVAL' ? new DitavalReader(document, folder, limits) : undefined
}

async function readMarkdownFile(
  document: ParsedDocument,
  { folder }: DocumentFile,
  chunks: AsyncIterable<Buffer>,
  limits: DocumentLimits,
  signal: AbortSignal,
): Promise<void> {
  await failing(document, signal, async () =>
    readMarkdown(document, decodeWhole(await whole(chunks)), folder, limits, signal),
  )
}

async function readWebFile(
  document: ParsedDocument,
  { folder, fileName }: DocumentFile,
  chunks: AsyncIterable<Buffer>,
  limits: DocumentLimits,
  signal: AbortSignal,
): Promise<void> {
  await failing(document, signal, async () => {
    if (/\.css$/i.test(fileName)) {
      document.root = 'css'
      readCss(document, decodeWhole(await whole(chunks)), folder, 1)
      return
    }
    document.root = 'html'
    const html = new HtmlReader(document, folder, limits)
    for await (const text of decodeChunks(chunks, () => html.line)) html.write(text)
    html.end()
    const { title, language, metadata } = document
    if (title === '') document.say('WARN', 'The page has no title.')
    else metadata['dc.title'] = title
    if (language !== '') metadata['dc.language'] = language
  })
}

async function failing(
  document: ParsedDocument,
  signal: AbortSignal,
  read: () => Promise<void>,
): Promise<void> {
  try {
    await read()
  } catch (thrown) {
    signal.throwIfAborted()
    if (!(thrown instanceof DocumentFault)) throw thrown
    document.fail(thrown.message)
  }
}

async function whole(chunks: AsyncIterable<Buffer>): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(chunks))
}
