import type { Asset } from '../../assets/same-asset.ts'
import type { AssetContent } from '../../assets/store-asset.ts'
import { DarkroomError } from '../../errors.ts'
import { say } from '../../messages/messages.ts'
import { derivedKey } from '../../processing/derived-key.ts'
import type { ProcessingLimits, ProcessingOptions, ProcessorResult } from '../../processing/processor.ts'
import type { ItemContext } from '../job-kind.ts'
import { type GeneratedContent, generatedContent } from './generated-content.ts'

/** A stored file that is to become the content of an asset. */
export interface Original {
  readonly key: string
  readonly fileName: string
  /** In bytes. */
  readonly size: number
}

/** The stored file of an asset. Throws `invalid-parameter` for a set or a template, which has none. */
export function originalOf(asset: Pick<Asset, 'original_key' | 'file_name' | 'size' | 'type'>): Original {
  if (asset.original_key === null)
    throw new DarkroomError('invalid-parameter', say('assetWithoutFile', { type: asset.type }))
  return { key: asset.original_key, fileName: asset.file_name, size: asset.size }
}

/** What processing made of a stored file; its derived files are in the storage. */
export interface ProcessedOriginal {
  readonly content: AssetContent
  /** The assets that it becomes beside its own; absent: the options say nothing about such assets. */
  readonly generated?: readonly GeneratedContent[]
  /** For the asset's crop and the log. */
  readonly result: ProcessorResult
}

/** Processes a stored file and keeps the files made from it. May be repeated: the same input gives the same files. */
export async function processOriginal(
  context: ItemContext,
  limits: ProcessingLimits,
  options: ProcessingOptions,
  { key, fileName, size }: Original,
): Promise<ProcessedOriginal> {
  const { blobs, workFolder, signal, progress } = context
  // Only now: the modules of the processors are many, and the HTTP process never needs them.
  const { processFile } = await import('../../processing/process-file.ts')
  const result = await processFile({
    path: await blobs.localPath(key),
    fileName,
    size,
    workFolder,
    options,
    limits,
    signal,
    blobPath: async (blob) => await blobs.localPath(blob),
    progress,
  })
  const adopt = async (path: string, role: string) => await blobs.adopt(path, derivedKey(key, role, options))
  const keepText = async (text: string) => await (await blobs.stage(textBytes(text))).commit()
  const derived: Record<string, string> = {}
  for (const file of result.derived) derived[file.role] = (await adopt(file.path, file.role)).key
  const generated: GeneratedContent[] = []
  for (const asset of result.generated ?? [])
    generated.push({ asset, content: await generatedContent(asset, options, adopt), keepText })
  return {
    result,
    ...(result.generated && { generated }),
    content: {
      type: result.assetType,
      servedAs: result.servedAs ?? (derived.pyramid === undefined ? 'content' : 'image'),
      originalKey: key,
      size,
      mimeType: result.mimeType,
      image: result.image ?? null,
      derived,
      processing: options,
      metadata: result.metadata,
      ...(result.smartCrops && { smartCrops: result.smartCrops }),
    },
  }
}

async function* textBytes(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text)
}
