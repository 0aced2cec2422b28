import { defaultOutputFormat, type OutputFormat } from './output-format.ts'
import type { DeliverySettings } from './settings.ts'
import type { ImageWish, QualityWish, Rgb, SharpenWish } from './wish.ts'

const maskFormat: OutputFormat = Object.freeze({ ...defaultOutputFormat, pixelType: 'gray' })
const black: Rgb = Object.freeze({ r: 0, g: 0, b: 0 })

/** How a view is finished and encoded: a wish with everything that it left open filled in. */
export interface OutputPlan {
  readonly format: OutputFormat
  readonly quality: QualityWish
  /** Under transparent areas and beside the image, unless the format keeps transparency. */
  readonly background: Rgb
  /** Undefined when there is nothing to sharpen. */
  readonly sharpen: SharpenWish | undefined
}

/**
 * Combines a wish with the settings of its company: JPEG in RGB at JpegQuality on BkgColor unless it says otherwise.
 * A mask is gray instead, and what is not covered by it is black: fully transparent.
 */
export function planOutput(wish: ImageWish, settings: DeliverySettings): OutputPlan {
  const { sharpen } = wish
  const isMask = wish.request.kind === 'mask'
  return Object.freeze({
    format: wish.format ?? (isMask ? maskFormat : defaultOutputFormat),
    quality: wish.quality ?? settings.quality,
    background: isMask ? black : (wish.background ?? settings.background),
    sharpen: sharpen && sharpen.amount > 0 && sharpen.radius > 0 ? sharpen : undefined,
  })
}
