import { Readable } from 'node:stream'
import { type DocumentLimits, readDocumentLimits } from './document-limits.ts'
import { type DocumentType, fileTypeOf } from './file-type.ts'
import { parseDocument } from './parse-document.ts'
import type { ParsedDocument } from './parsed-document.ts'

/** Pieces that a larger file comes in, in bytes; odd, so that characters are cut. */
const pieceBytes = 65_537

/** For tests: reads a text as the file of that name in the folder 'Demo/x/'. */
export async function parsed(
  fileName: string,
  content: string | Uint8Array,
  limits: Partial<DocumentLimits> = {},
): Promise<ParsedDocument> {
  const bytes = Buffer.from(content)
  const pieces = Array.from({ length: Math.ceil(bytes.length / pieceBytes) }, (_, i) =>
    bytes.subarray(i * pieceBytes, (i + 1) * pieceBytes),
  )
  const source = {
    key: 'file',
    size: bytes.length,
    fileType: fileTypeOf(fileName, '') as DocumentType,
    folder: 'Demo/x/',
    fileName,
  }
  const files = { readWhole: () => bytes, read: async () => Readable.from(pieces) }
  const signal = new AbortController().signal
  return await parseDocument(source, files, { ...readDocumentLimits({}), ...limits }, signal)
}

export function textsOf({ messages }: ParsedDocument): string[] {
  return messages.map(({ text }) => text)
}
