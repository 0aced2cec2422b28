import { isUtf8 } from 'node:buffer'
import { DocumentFault } from '../document-fault.ts'

/** How much of a file's start tells its encoding. */
export const encodingBytes = 1024

const declared = /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]{1,40})["']/
const htmlCharset = /<meta[^>]*?\scharset\s*=\s*["']?\s*([\w.:-]{1,40})/i

/**
 * The encoding of a text file by its first bytes: byte order mark, the zeros of UTF-16, what an XML declaration or an HTML `meta` says; else UTF-8. Throws
 * a DocumentFault for one that nobody knows.
 */
export function encodingOf(start: Uint8Array): string {
  const [a = 0, b = 0, c = 0, d = 0] = start
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  if (a === 0xef && b === 0xbb) return 'utf-8'
  if (a === 0x3c && b === 0 && c !== 0 && d === 0) return 'utf-16le'
  if (a === 0 && b === 0x3c && c === 0 && d !== 0) return 'utf-16be'
  if (a !== 0x3c) return 'utf-8'
  const text = Buffer.from(start.buffer, start.byteOffset, Math.min(start.length, encodingBytes)).toString(
    'latin1',
  )
  const said =
    declared.exec(text)?.[1] ?? (text.startsWith('<?xml') ? undefined : htmlCharset.exec(text)?.[1])
  if (said === undefined || /^utf-?8$/i.test(said)) return 'utf-8'
  if (/^utf-?16/i.test(said))
    throw new DocumentFault(`Line 1: the file says that it is ${said}, but its bytes are not.`)
  try {
    return new TextDecoder(said).encoding
  } catch {
    throw new DocumentFault(`Line 1: the encoding "${said}" is not known.`)
  }
}

/** The text of a whole file. Throws a DocumentFault with the line where its bytes are no text of its encoding. */
export function decodeWhole(bytes: Buffer): string {
  const encoding = encodingOf(bytes)
  if (encoding === 'utf-8' && isUtf8(bytes)) return bytes.toString('utf8')
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    const before = new TextDecoder(encoding).decode(bytes)
    throw wrongBytes(encoding, 1 + newLines(before, 0, before.indexOf('\ufffd')))
  }
}

/** Texts of the chunks of a file. Throws as `decodeWhole`; `lineNow` says which line was reached. */
export async function* decodeChunks(
  chunks: AsyncIterable<Buffer>,
  lineNow: () => number,
): AsyncGenerator<string> {
  let decoder: InstanceType<typeof TextDecoder> | undefined
  let encoding = 'utf-8'
  const decode = (chunk?: Buffer) => {
    try {
      return decoder?.decode(chunk, { stream: chunk !== undefined }) ?? ''
    } catch {
      throw wrongBytes(encoding, lineNow())
    }
  }
  for await (const chunk of chunks) {
    if (decoder === undefined) {
      encoding = encodingOf(chunk)
      decoder = new TextDecoder(encoding, { fatal: true })
    }
    yield decode(chunk)
  }
  yield decode()
}

/** The number of line feeds in a part of a text. */
export function newLines(text: string, from: number, to: number): number {
  let count = 0
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count++
  return count
}

function wrongBytes(encoding: string, line: number): DocumentFault {
  return new DocumentFault(`Line ${line} or later: the bytes are no ${encoding.toUpperCase()} text.`)
}
