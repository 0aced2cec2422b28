import { describe, expect, it } from 'vitest'
import { inEnglish } from '../../messages/messages.ts'
import { pageResolution, planPage } from './page-plan.ts'

const a4 = { width: 595.276, height: 841.89 }

describe('planPage', () => {
  it.each([
    [a4, 72, 1e9, { width: 595, height: 842, resolution: 72 }],
    [a4, 150, 1e9, { width: 1240, height: 1754, resolution: 150 }],
    [{ width: 612, height: 792 }, 100, 1e9, { width: 850, height: 1100, resolution: 100 }],
    [{ width: 0.1, height: 200 }, 72, 1e9, { width: 1, height: 200, resolution: 72 }],
    [{ width: 1000, height: 1000 }, 144, 1_000_000, { width: 1000, height: 1000, resolution: 72 }],
  ])('gives %j at %d ppi within %d pixels %j', (size, resolution, maxPixels, expected) => {
    expect(planPage(size, resolution, maxPixels)).toEqual(expected)
  })

  it.each([
    [{ width: 1e9, height: 1 }],
    [{ width: 1, height: 1e9 }],
    [{ width: 14_400, height: 14_400 }],
    [{ width: 333.3, height: 777.7 }],
  ])('keeps %j within the limit', (size) => {
    const { width, height } = planPage(size, 2400, 1_000_000)
    expect(width * height).toBeLessThanOrEqual(1_003_000)
    expect(Math.max(width, height)).toBeLessThanOrEqual(65_535)
    expect(Math.min(width, height)).toBeGreaterThanOrEqual(1)
  })
})

describe('pageResolution', () => {
  it('is 72 unless asked for', () => {
    expect(pageResolution(undefined, 'pdfOptions/resolution')).toEqual({ resolution: 72 })
    expect(pageResolution(0, 'pdfOptions/resolution')).toEqual({ resolution: 72 })
    expect(pageResolution(150.5, 'pdfOptions/resolution')).toEqual({ resolution: 150.5 })
  })

  it('takes the nearer end of its range, and says so', () => {
    const { resolution, warning = '' } = pageResolution(1e6, 'pdfOptions/resolution')
    expect([resolution, inEnglish(warning)]).toEqual([
      2400,
      'pdfOptions/resolution is 1000000; pages are drawn at 2400 pixels per inch (from 1 to 2400).',
    ])
    expect(pageResolution(0.25, 'pdfOptions/resolution').resolution).toBe(1)
  })

  it('must be a number above 0', () => {
    expect(() => pageResolution(-1, 'pdfOptions/resolution')).toThrow('pdfOptions/resolution is -1; expected')
    expect(() => pageResolution(Number.NaN, 'x')).toThrow('expected pixels per inch')
  })
})
