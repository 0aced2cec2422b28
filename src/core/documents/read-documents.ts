import { toDarkroomError } from '../errors.ts'
import type { DocumentAsset, DocumentContext } from './document.ts'
import { type DocumentLimits, readDocumentLimits } from './document-limits.ts'
import { type DocumentType, fileTypeOf } from './file-type.ts'
import { placeOfPath } from './link-target.ts'
import { linkingPlace } from './mirror-folder.ts'
import { ParsedDocument } from './parsed-document.ts'

/** How long documents are read before other work of the process has a turn, in ms. */
const turnMs = 25

/** An asset, and what reading its file gave. */
export interface ReadDocument {
  readonly asset: DocumentAsset
  readonly fileType: DocumentType
  readonly parsed: ParsedDocument
}

/** Reads and validates the documents of a batch, in its order. Assets of other file types are left out; a file that is gone makes its document fail. */
export async function readDocuments(
  { files, signal, mirror, limits = readDocumentLimits({}) }: DocumentContext,
  batch: readonly DocumentAsset[],
): Promise<ReadDocument[]> {
  signal.throwIfAborted()
  // Only now: the HTTP process never needs the modules of the parsers.
  const { parseDocument } = await import('./parse-document.ts')
  const documents: ReadDocument[] = []
  let turn = performance.now()
  for (const asset of batch) {
    signal.throwIfAborted()
    const fileType = fileTypeOf(asset.fileName, asset.mimeType ?? '')
    if (fileType === 'OTHERS') continue
    const { folder } = linkingPlace(mirror, placeOfPath(asset.path))
    const source = { key: asset.originalKey, size: asset.size, fileType, folder, fileName: asset.fileName }
    const reading = unlessGone(limits, () => parseDocument(source, files, limits, signal))
    documents.push({ asset, fileType, parsed: reading instanceof ParsedDocument ? reading : await reading })
    if (performance.now() - turn > turnMs) {
      await new Promise<void>((next) => setImmediate(next))
      turn = performance.now()
    }
  }
  return documents
}

function unlessGone(
  limits: DocumentLimits,
  read: () => ParsedDocument | Promise<ParsedDocument>,
): ParsedDocument | Promise<ParsedDocument> {
  const gone = (thrown: unknown) => {
    const error = toDarkroomError(thrown)
    if (error.code !== 'not-found') throw thrown
    const parsed = new ParsedDocument(limits)
    parsed.fail(`The stored file is gone: ${error.message}`)
    return parsed
  }
  try {
    const reading = read()
    return reading instanceof ParsedDocument ? reading : reading.catch(gone)
  } catch (thrown) {
    return gone(thrown)
  }
}
