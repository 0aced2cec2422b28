import { type Env, integerSetting } from '../setting.ts'
import type { ProcessingLimits } from './processor.ts'

/** Half a gigapixel: about the largest scans, and what two gigabytes of memory can rotate. */
export const defaultMaxPixels = 500_000_000
/** Ten minutes for one derived file. */
export const defaultMaxSeconds = 600

/**
 * Reads the limits: `DARKROOM_MAX_PIXELS` (width times height) and `DARKROOM_MAX_IMAGE_SECONDS`. Unset or empty: the
 * default. Throws `invalid-parameter` that names the variable.
 */
export function readProcessingLimits(env: Env): ProcessingLimits {
  return {
    maxPixels: integerSetting(env, 'DARKROOM_MAX_PIXELS', defaultMaxPixels, { min: 1 }),
    maxSeconds: integerSetting(env, 'DARKROOM_MAX_IMAGE_SECONDS', defaultMaxSeconds, { min: 1 }),
  }
}
