import type { Asset } from '../../assets/same-asset.ts'
import type { AssetContent } from '../../assets/store-asset.ts'
import { derivedKey } from '../../processing/derived-key.ts'
import { processFile } from '../../processing/process-file.ts'
import type { ProcessingLimits, ProcessingOptions, ProcessorResult } from '../../processing/processor.ts'
import type { ItemContext } from '../job-kind.ts'

/** A stored file that is to become the content of an asset. */
export interface Original {
  readonly key: string
  readonly fileName: string
  /** In bytes. */
  readonly size: number
}

/** The stored file of an asset. */
export function originalOf(asset: Pick<Asset, 'original_key' | 'file_name' | 'size'>): Original {
  return { key: asset.original_key, fileName: asset.file_name, size: asset.size }
}

/** What processing made of a stored file; its derived files are in the storage. */
export interface ProcessedOriginal {
  readonly content: AssetContent
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
  const { blobs, workFolder, signal } = context
  const path = await blobs.localPath(key)
  const result = await processFile({ path, fileName, size, workFolder, options, limits, signal })
  const derived: Record<string, string> = {}
  for (const file of result.derived)
    derived[file.role] = (await blobs.adopt(file.path, derivedKey(key, file.role, options))).key
  return {
    result,
    content: {
      type: result.assetType,
      servedAs: derived.pyramid === undefined ? 'content' : 'image',
      originalKey: key,
      size,
      mimeType: result.mimeType,
      image: result.image ?? null,
      derived,
      processing: options,
      metadata: result.metadata,
    },
  }
}
