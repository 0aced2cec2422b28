import { XmlError } from './xml-error.ts'

/** Stands for bytes that mean nothing in an encoding. */
export const replacementCharacter = '\uFFFD'

/** How far the XML declaration is looked for, in bytes; white space may come before it. */
const declarationReach = 512
const declaredEncoding = /^\s*<\?xml[^>]*?\sencoding\s*=\s*(?:"([^"]*)"|'([^']*)')/

/** Declared names in lower case, with the name that TextDecoder has for them. */
const knownEncodings: ReadonlyMap<string, string> = new Map([
  ['utf-8', 'utf-8'],
  ['utf8', 'utf-8'],
  ['us-ascii', 'windows-1252'],
  ['ascii', 'windows-1252'],
  ['iso-8859-1', 'windows-1252'],
  ['latin1', 'windows-1252'],
  ['windows-1252', 'windows-1252'],
  ['cp1252', 'windows-1252'],
  // Readable as single bytes, so it can not be what it says: a client that serialised to a string first.
  ['utf-16', 'utf-8'],
  ['utf-16le', 'utf-8'],
  ['utf-16be', 'utf-8'],
])

function encodingOf(bytes: Uint8Array): string {
  const [first = 0x3c, second = 0x3c, third] = bytes
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return 'utf-16le'
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)) return 'utf-16be'
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  const head = Buffer.from(bytes.subarray(0, declarationReach)).toString('latin1')
  const match = declaredEncoding.exec(head)
  const declared = match?.[1] ?? match?.[2] ?? 'utf-8'
  const known = knownEncodings.get(declared.trim().toLowerCase())
  if (known === undefined) {
    throw new XmlError(
      'The XML declares an encoding other than UTF-8, UTF-16, ISO-8859-1, windows-1252 or US-ASCII.',
    )
  }
  return known
}

/**
 * The text of an XML document: by its byte order mark, else by its declaration, else UTF-8. `isExact` is false
 * when some bytes had to be replaced. Throws `XmlError` for an encoding that is not known.
 */
export function decodeText(bytes: Uint8Array): { readonly text: string; readonly isExact: boolean } {
  const encoding = encodingOf(bytes)
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), isExact: true }
  } catch {
    return { text: new TextDecoder(encoding).decode(bytes), isExact: false }
  }
}
