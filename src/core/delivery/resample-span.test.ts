import { describe, expect, it } from 'vitest'
import { resampleSpan } from './resample-span.ts'

describe('resampleSpan', () => {
  it.each<[number, number, number, number]>([
    [4000, 4000, 1000, 1512],
    [4000, 2667, 1024, 1536],
    [3001, 2133, 700, 900],
    [500, 400, 0, 400],
    [500, 400, 100, 101],
    [100, 12_345, 6000, 6512],
    [1, 1, 0, 1],
    [7919, 6007, 5500, 6007],
  ])('of %i to %i covers %i to %i with room for the kernel, cut cleanly', (length, scaled, start, end) => {
    const span = resampleSpan(length, scaled, start, end)
    const ratio = length / scaled
    const reach = 3 * Math.max(1, ratio)
    expect(span.sourceStart).toBeLessThanOrEqual(Math.max(0, start * ratio - reach))
    expect(span.sourceEnd).toBeGreaterThanOrEqual(Math.min(length, end * ratio + reach))
    expect(span.resultStart).toBeLessThanOrEqual(start)
    expect(span.resultEnd).toBeGreaterThanOrEqual(end)
    expect(Math.abs(span.sourceStart / ratio - span.resultStart)).toBeLessThan(0.01)
    expect(Math.abs(span.sourceEnd / ratio - span.resultEnd)).toBeLessThan(0.01)
  })

  it('reads little of a long row', () => {
    const span = resampleSpan(30_000, 20_000, 10_000, 10_512)
    expect(span.sourceEnd - span.sourceStart).toBeLessThan(1000)
  })
})
