import { DarkroomError } from '../errors.ts'
import type { ProcessingLimits } from './processor.ts'

/** Half a gigapixel: about the largest scans, and what two gigabytes of memory can rotate. */
export const DEFAULT_MAX_PIXELS = 500_000_000
/** Ten minutes for one derived file. */
export const DEFAULT_MAX_SECONDS = 600

/**
 * Reads the limits: `DARKROOM_MAX_PIXELS` (width times height) and `DARKROOM_MAX_IMAGE_SECONDS`. Unset or empty: the
 * default. Throws `invalid-parameter` that names the variable.
 */
export function readProcessingLimits(env: Readonly<Record<string, string | undefined>>): ProcessingLimits {
  return {
    maxPixels: positiveInteger(env, 'DARKROOM_MAX_PIXELS', DEFAULT_MAX_PIXELS),
    maxSeconds: positiveInteger(env, 'DARKROOM_MAX_IMAGE_SECONDS', DEFAULT_MAX_SECONDS),
  }
}

function positiveInteger(
  env: Readonly<Record<string, string | undefined>>,
  name: string,
  fallback: number,
): number {
  const text = env[name]?.trim()
  if (!text) return fallback
  const value = Number(text)
  if (Number.isSafeInteger(value) && value > 0) return value
  throw new DarkroomError('invalid-parameter', `${name} is "${text}"; expected a whole number above 0.`, {
    field: name,
  })
}
