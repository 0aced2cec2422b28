import type { Size } from './rect.ts'
import type { QualityWish, Rgb } from './wish.ts'

/** What an image catalogue says about requests that leave something open. */
export interface DeliverySettings {
  /** MaxPix: the largest reply, per side, in pixels. A side of 0 is unlimited. */
  readonly maxSize: Size
  /** DefaultPix: the largest reply when none of wid, hei and scl is given, in pixels. A side of 0 is unlimited. */
  readonly defaultSize: Size
  /** BkgColor: what fills areas without image data. */
  readonly background: Rgb
  /** JpegQuality. */
  readonly quality: QualityWish
}

/**
 * The settings for a smart crop: without wid, hei and scl it has its own size in place of DefaultPix, within MaxPix. As ever, nothing
 * is enlarged for that.
 */
export function settingsForCrop(settings: DeliverySettings, crop: Size | undefined): DeliverySettings {
  if (!crop) return settings
  const { maxSize } = settings
  const within = (side: number, max: number) => (max > 0 ? Math.min(side, max) : side)
  const defaultSize = {
    width: within(crop.width, maxSize.width),
    height: within(crop.height, maxSize.height),
  }
  return { ...settings, defaultSize }
}

/** The settings of a company that has made none. 5000 is the most that Dynamic Media Classic lets MaxPix be. */
export const defaultDeliverySettings: DeliverySettings = Object.freeze({
  maxSize: Object.freeze({ width: 5000, height: 5000 }),
  defaultSize: Object.freeze({ width: 1280, height: 1280 }),
  background: Object.freeze({ r: 255, g: 255, b: 255 }),
  quality: Object.freeze({ quality: 80, chroma: false }),
})
