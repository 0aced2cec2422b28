import type { CropRect } from '../../assets/asset.table.ts'
import type { Asset } from '../../assets/same-asset.ts'
import { type Said, say } from '../../messages/messages.ts'
import type { CropRules, MadePicture } from './crop-rules.ts'
import type { UploadOptions } from './upload-options.ts'

/**
 * The crop of an asset's new version (IPS preserveCrop and the crop options): a crop that was asked for and takes
 * something off wins, be it manual or automatic; else the replaced asset's crop stays while preserveCrop is on, as long
 * as it fits the new picture (a warning is added when it does not).
 */
export function cropOf(
  options: Pick<UploadOptions, 'preserveCrop'>,
  result: MadePicture,
  replaced: Pick<Asset, 'crop'> | undefined,
  warnings: Said[],
): CropRect | null {
  if (result.crop) return result.crop
  const kept = options.preserveCrop === false ? null : (replaced?.crop ?? null)
  if (kept === null || !result.image) return null
  const { width, height } = result.image
  if (kept.left + kept.width <= width && kept.top + kept.height <= height) return kept
  warnings.push(say('cropDropped', { crop: say('cropOfSize', kept), width, height }))
  return null
}

/**
 * The crop where an asset is made again as it is: that which it has, none included, whatever the options of its upload
 * said, because it may have been changed since.
 */
export const cropAsItIs: CropRules['cropFor'] = (made, replaced, warnings) => {
  const { crop: _, ...uncropped } = made
  return cropOf({}, replaced ? uncropped : made, replaced, warnings)
}
