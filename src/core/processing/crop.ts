import type { CropRect } from '../assets/asset.table.ts'
import { type NestedMessage, say } from '../messages/messages.ts'

/** Pixels to take off each side of the upright picture. Negative counts as 0. */
export interface CropMargins {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

export type Crop = { readonly crop?: CropRect; readonly warning?: NestedMessage }

/**
 * What is left of a picture of `width` x `height` pixels once the margins are off. No crop when all margins are 0;
 * no crop but a warning when nothing would be left.
 */
export function cropOf(width: number, height: number, margins: CropMargins | undefined): Crop {
  if (!margins) return {}
  const left = Math.max(0, margins.left)
  const right = Math.max(0, margins.right)
  const top = Math.max(0, margins.top)
  const bottom = Math.max(0, margins.bottom)
  if (left + right + top + bottom === 0) return {}
  const crop = { left, top, width: width - left - right, height: height - top - bottom }
  if (crop.width > 0 && crop.height > 0) return { crop }
  return { warning: say('manualCropEmpty', { left, right, top, bottom, width, height }) }
}
