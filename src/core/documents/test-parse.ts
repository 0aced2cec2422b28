import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type DocumentLimits, readDocumentLimits } from './document-limits.ts'
import { type DocumentType, fileTypeOf } from './file-type.ts'
import { parseDocument } from './parse-document.ts'
import type { ParsedDocument } from './parsed-document.ts'

/** For tests: reads a text as the file of that name in the folder 'Demo/x/'. */
export async function parsed(
  fileName: string,
  content: string | Uint8Array,
  limits: Partial<DocumentLimits> = {},
): Promise<ParsedDocument> {
  const folder = await mkdtemp(join(tmpdir(), 'darkroom-parse-'))
  try {
    const file = join(folder, 'file')
    const bytes = Buffer.from(content)
    await writeFile(file, bytes)
    const source = {
      file,
      size: bytes.length,
      fileType: fileTypeOf(fileName, '') as DocumentType,
      folder: 'Demo/x/',
      fileName,
    }
    const signal = new AbortController().signal
    return await parseDocument(source, { ...readDocumentLimits({}), ...limits }, signal)
  } finally {
    await rm(folder, { recursive: true })
  }
}

export function textsOf({ messages }: ParsedDocument): string[] {
  return messages.map(({ text }) => text)
}
