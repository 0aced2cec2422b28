import { describe, expect, it } from 'vitest'
import { defaultMaxPixels, defaultMaxSeconds, readProcessingLimits } from './processing-limits.ts'

describe('readProcessingLimits', () => {
  it.each([
    [{}, defaultMaxPixels, defaultMaxSeconds],
    [{ DARKROOM_MAX_PIXELS: '', DARKROOM_MAX_IMAGE_SECONDS: ' ' }, defaultMaxPixels, defaultMaxSeconds],
    [{ DARKROOM_MAX_PIXELS: '1000000', DARKROOM_MAX_IMAGE_SECONDS: '5' }, 1_000_000, 5],
  ])('%j', (env, maxPixels, maxSeconds) => {
    expect(readProcessingLimits(env)).toMatchObject({ maxPixels, maxSeconds })
  })

  it.each(['0', '-1', '1.5', 'many', '1e99'])('refuses %s and names the variable', (value) => {
    expect(() => readProcessingLimits({ DARKROOM_MAX_PIXELS: value })).toThrow(
      `DARKROOM_MAX_PIXELS is "${value}"`,
    )
  })
})
