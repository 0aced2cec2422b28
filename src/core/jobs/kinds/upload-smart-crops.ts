import type { SmartCrop } from '../../assets/asset.table.ts'
import type { Asset } from '../../assets/same-asset.ts'
import type { MadePicture } from './crop-rules.ts'

/**
 * The smart crops of an asset's new version (IPS preserveSmartCrop). Preserved, those of the replaced asset stay as they are, and only names
 * that it has not are added; else the new ones take their place. A file that is no picture has none.
 */
export function smartCropsOf(
  preserve: boolean,
  { image, smartCrops = [] }: MadePicture,
  replaced: Pick<Asset, 'smart_crops'> | undefined,
): readonly SmartCrop[] {
  if (!image) return []
  const kept = preserve ? (replaced?.smart_crops ?? []) : []
  const names = new Set(kept.map(({ name }) => name))
  return [...kept, ...smartCrops.filter(({ name }) => !names.has(name))]
}
