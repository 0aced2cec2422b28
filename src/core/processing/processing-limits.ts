import { type Env, integerSetting } from '../setting.ts'
import { readArchiveLimits } from './archives/archive-limits.ts'
import type { ProcessingLimits } from './processor.ts'
import { readMediaLimits } from './video/media-limits.ts'

/** Half a gigapixel: about the largest scans, and what two gigabytes of memory can rotate. */
export const defaultMaxPixels = 500_000_000
/** Ten minutes for one derived file. */
export const defaultMaxSeconds = 600
/** An eighth of what Photoshop takes; the largest templates have a few hundred. */
export const defaultMaxLayers = 1000
/** 300 layers of 16 megapixels. */
export const defaultMaxLayerPixels = 5_000_000_000
/** Half of what the largest phone cameras take: such a picture lies in memory as a whole, in about 1.5 GB. */
export const defaultMaxDecodedPixels = 100_000_000
/** 2 GB: an interlaced PNG of 500 megapixels with 8 bits and alpha, a progressive JPEG of 350, an AVIF of 119. */
export const defaultMaxDecodedBytes = 2 ** 31
/** More pages than any catalogue has. */
export const defaultMaxPages = 2000
/** A0 at 250 pixels per inch, in 300 MB. */
export const defaultMaxPagePixels = 100_000_000
/** Two minutes for a page: a hundred times what a full one takes. */
export const defaultMaxRipSeconds = 120
/** 2 GB. */
export const defaultMaxRipBytes = 2 ** 31

/**
 * Reads the limits: `DARKROOM_MAX_PIXELS` (width times height), `DARKROOM_MAX_IMAGE_SECONDS`, `DARKROOM_MAX_DECODED_PIXELS`, `DARKROOM_MAX_DECODED_BYTES`,
 * `DARKROOM_MAX_PAGES`, `DARKROOM_MAX_PAGE_PIXELS`, `DARKROOM_MAX_RIP_SECONDS` and `DARKROOM_MAX_RIP_BYTES`. Unset or empty: the default. Throws `invalid-parameter` that names the variable.
 */
export function readProcessingLimits(env: Env): ProcessingLimits {
  return {
    maxPixels: integerSetting(env, 'DARKROOM_MAX_PIXELS', defaultMaxPixels, { min: 1 }),
    maxSeconds: integerSetting(env, 'DARKROOM_MAX_IMAGE_SECONDS', defaultMaxSeconds, { min: 1 }),
    maxLayers: integerSetting(env, 'DARKROOM_MAX_LAYERS', defaultMaxLayers, { min: 1 }),
    maxLayerPixels: integerSetting(env, 'DARKROOM_MAX_LAYER_PIXELS', defaultMaxLayerPixels, { min: 1 }),
    maxDecodedPixels: integerSetting(env, 'DARKROOM_MAX_DECODED_PIXELS', defaultMaxDecodedPixels, { min: 1 }),
    maxDecodedBytes: integerSetting(env, 'DARKROOM_MAX_DECODED_BYTES', defaultMaxDecodedBytes, { min: 1 }),
    maxPages: integerSetting(env, 'DARKROOM_MAX_PAGES', defaultMaxPages, { min: 1 }),
    maxPagePixels: integerSetting(env, 'DARKROOM_MAX_PAGE_PIXELS', defaultMaxPagePixels, { min: 1 }),
    maxRipSeconds: integerSetting(env, 'DARKROOM_MAX_RIP_SECONDS', defaultMaxRipSeconds, { min: 1 }),
    maxRipBytes: integerSetting(env, 'DARKROOM_MAX_RIP_BYTES', defaultMaxRipBytes, { min: 2 ** 27 }),
    media: readMediaLimits(env),
    archives: readArchiveLimits(env),
  }
}
