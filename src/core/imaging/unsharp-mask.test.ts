import { describe, expect, it } from 'vitest'
import type { RawImage } from './raw-image.ts'
import { type UnsharpMask, unsharpMask } from './unsharp-mask.ts'

/** Repeatable noise with hard edges, so that clamping and thresholds come into play. */
function testImage(
  width: number,
  height: number,
  channels: number,
  deep = false,
  hasAlpha = false,
): RawImage {
  let state = 12_345
  const samples = Array.from({ length: width * height * channels }, (_, i) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    const block = (Math.floor(i / channels / 7) % 2) * 120
    return Math.floor(block + (state / 2 ** 31) * 100)
  })
  const data = deep ? Uint16Array.from(samples, (sample) => sample * 257) : Uint8Array.from(samples)
  return { data, width, height, channels, hasAlpha }
}

/** The definition, in two dimensions and double precision. */
function reference(image: RawImage, mask: UnsharpMask): number[] {
  const { data, width, height, channels, hasAlpha } = image
  const highest = data instanceof Uint16Array ? 65_535 : 255
  const colours = channels - (hasAlpha ? 1 : 0)
  const reach = Math.ceil(mask.radius * 5)
  const kernel = Array.from({ length: 2 * reach + 1 }, (_, i) =>
    Math.exp(-((i - reach) ** 2) / (2 * mask.radius ** 2)),
  )
  const at = (x: number, y: number, c: number) => {
    const cx = Math.min(Math.max(x, 0), width - 1)
    const cy = Math.min(Math.max(y, 0), height - 1)
    return data[(cy * width + cx) * channels + c] ?? Number.NaN
  }
  const luma = (x: number, y: number) => 0.299 * at(x, y, 0) + 0.587 * at(x, y, 1) + 0.114 * at(x, y, 2)
  const weight = (x: number, y: number) => (hasAlpha ? at(x, y, channels - 1) : 1)
  const difference = (x: number, y: number, sample: (x: number, y: number) => number) => {
    let blurred = 0
    let weights = 0
    for (let j = -reach; j <= reach; j++) {
      for (let i = -reach; i <= reach; i++) {
        const share = (kernel[i + reach] ?? 0) * (kernel[j + reach] ?? 0) * weight(x + i, y + j)
        blurred += share * sample(x + i, y + j)
        weights += share
      }
    }
    return sample(x, y) - blurred / weights
  }
  const out = Array.from(data)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let c = 0; c < colours; c++) {
        const onLuma = mask.monochrome && colours === 3
        if (weight(x, y) === 0) continue
        const d = difference(x, y, onLuma ? luma : (a, b) => at(a, b, c))
        if (Math.abs(d) < (mask.threshold * highest) / 255) continue
        const value = Math.round(at(x, y, c) + mask.amount * d)
        out[(y * width + x) * channels + c] = Math.min(Math.max(value, 0), highest)
      }
    }
  }
  return out
}

function largestError(image: RawImage, mask: UnsharpMask): number {
  const expected = reference(image, mask)
  const levels = image.data instanceof Uint16Array ? 257 : 1
  return Array.from(unsharpMask(image, mask).data).reduce(
    (worst, value, i) => Math.max(worst, Math.abs(value - (expected[i] ?? Number.NaN)) / levels),
    0,
  )
}

describe('unsharpMask', () => {
  const mask = { amount: 1, radius: 1, threshold: 6, monochrome: false }
  it.each([
    ['radius 1', testImage(31, 23, 3), mask],
    ['radius below a pixel', testImage(31, 23, 3), { ...mask, radius: 0.4 }],
    ['radius 2.5, strong', testImage(31, 23, 3), { ...mask, radius: 2.5, amount: 5 }],
    ['no threshold', testImage(31, 23, 3), { ...mask, threshold: 0 }],
    ['high threshold', testImage(31, 23, 3), { ...mask, threshold: 60, amount: 3 }],
    ['gray', testImage(31, 23, 1), mask],
    ['CMYK', testImage(31, 23, 4), { ...mask, monochrome: true }],
    ['brightness only', testImage(31, 23, 3), { ...mask, monochrome: true, amount: 2 }],
    ['brightness only beside alpha', testImage(31, 23, 4, false, true), { ...mask, monochrome: true }],
    ['gray with alpha', testImage(31, 23, 2, false, true), mask],
    ['16 bit', testImage(31, 23, 3, true), { ...mask, amount: 2 }],
    ['radius larger than the image', testImage(9, 5, 3), { ...mask, radius: 7 }],
    ['coarse grid', testImage(60, 12, 1), { ...mask, radius: 16, amount: 5 }],
    ['coarse grid, wide', testImage(30, 8, 3), { ...mask, radius: 17, amount: 5, monochrome: true }],
    ['one pixel', testImage(1, 1, 3), mask],
  ] as const)('matches the definition in double precision: %s', (_, image, options) => {
    expect(largestError(image, options)).toBeLessThanOrEqual(1)
  })

  it('leaves alpha as it is', () => {
    const image = testImage(20, 20, 4, false, true)
    const sharpened = unsharpMask(image, { ...mask, amount: 5, threshold: 0 })
    const alpha = (data: RawImage['data']) => data.filter((_, i) => i % 4 === 3)
    expect(alpha(sharpened.data)).toEqual(alpha(image.data))
    expect(sharpened.data).not.toEqual(image.data)
  })

  it.each([
    ['a Uint8Array', (samples: RawImage['data']) => Uint8Array.from(samples)],
    ['a Buffer', (samples: RawImage['data']) => Buffer.from(samples)],
    ['a Uint16Array', (samples: RawImage['data']) => Uint16Array.from(samples)],
  ])('does not touch the image it is given: %s', (_, of) => {
    const data = of(testImage(20, 20, 3).data)
    const before = [...data]
    const sharpened = unsharpMask(
      { data, width: 20, height: 20, channels: 3, hasAlpha: false },
      { ...mask, amount: 5, threshold: 0 },
    )
    expect([...data]).toEqual(before)
    expect([...sharpened.data]).not.toEqual(before)
  })

  it.each([
    ['amount 0', { ...mask, amount: 0 }],
    ['radius 0', { ...mask, radius: 0 }],
    ['a threshold that nothing reaches', { ...mask, threshold: 255 }],
  ])('changes nothing with %s', (_, options) => {
    const image = testImage(20, 20, 3)
    expect(unsharpMask(image, options).data).toEqual(image.data)
  })
})
