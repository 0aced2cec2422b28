import type { SmartCrop } from '../assets/asset.table.ts'
import type { PublishedImage } from '../publishing/smart-crop-entry.ts'
import type { SetNode } from './set-node.ts'

/**
 * The smart crops of a picture, in the terms in which clients choose among them: each a `relation` with the user data that
 * `req=userdata` of the crop has. Pages ask for the list with one request, in JSON, and go through it even where it has one.
 */
export function smartCropNodes(root: string, entry: PublishedImage): SetNode[] {
  if (entry.smartCrop || !entry.image) return []
  return entry.smart_crops.map((crop) => ({
    name: 'relation',
    isListed: true,
    attributes: { n: `${root}/${entry.name}:${crop.name}` },
    children: [{ name: 'userdata', attributes: userData(crop), children: [] }],
  }))
}

function userData({ name, width, height, x, y, w, h }: SmartCrop): Record<string, string> {
  return {
    SmartCropDef: name,
    SmartCropHeight: height.toFixed(1),
    SmartCropRect: [x, y, w, h, width, height].map((value) => Number(value.toPrecision(6))).join(','),
    SmartCropType: 'Banner',
    SmartCropWidth: width.toFixed(1),
  }
}
