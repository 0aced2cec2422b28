import type { AssetView } from '../../../core/assets/asset.queries.ts'
import type { SmartCrop as StoredCrop } from '../../../core/assets/asset.table.ts'
import type { Static } from '../../../soap/schema.ts'
import { smartCropHandle } from '../handles.ts'
import type { SubAsset } from '../types/sub-assets.ts'

/** A smart crop as the sub-asset of its image. */
export function smartCropView(
  { id }: Pick<AssetView, 'id'>,
  { name, width, height, x, y, w, h }: StoredCrop,
): Static<typeof SubAsset> {
  return {
    subAssetHandle: smartCropHandle(id, name),
    type: 'SmartCrop',
    name,
    smartCrop: { cropRect: { leftN: x, topN: y, widthN: w, heightN: h }, width, height },
  }
}
