import type { Asset } from '../../assets/same-asset.ts'
import type { ProcessingOptions } from '../../processing/processor.ts'

/** The options that an asset's files were made with; those of assets from before they were kept can only be guessed. */
export function optionsOfAsset({
  derived,
  processing,
}: Pick<Asset, 'derived' | 'processing'>): ProcessingOptions {
  return processing ?? { createMask: derived.mask !== undefined, xmpKeywords: [] }
}
