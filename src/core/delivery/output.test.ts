import { describe, expect, it } from 'vitest'
import { planOutput } from './output.ts'
import { defaultDeliverySettings as settings } from './settings.ts'
import { plainWish } from './wish.ts'

describe('planOutput', () => {
  it('fills in JPEG, JpegQuality and BkgColor', () => {
    expect(planOutput(plainWish, settings)).toEqual({
      format: { name: 'jpeg', pixelType: 'rgb', compression: 'none' },
      quality: { quality: 80, chroma: false },
      background: { r: 255, g: 255, b: 255 },
      sharpen: undefined,
    })
  })

  it('makes a mask gray on black, whatever the background', () => {
    const wish = { ...plainWish, request: { kind: 'mask' }, background: { r: 9, g: 9, b: 9 } } as const
    expect(planOutput(wish, settings)).toMatchObject({
      format: { name: 'jpeg', pixelType: 'gray' },
      background: { r: 0, g: 0, b: 0 },
    })
  })

  it('keeps what is asked for', () => {
    const asked = {
      format: { name: 'webp', pixelType: 'rgb', compression: 'lossy' },
      quality: { quality: 1, chroma: true },
      background: { r: 1, g: 2, b: 3 },
      sharpen: { amount: 1, radius: 1, threshold: 0, monochrome: false },
    } as const
    expect(planOutput({ ...plainWish, ...asked }, settings)).toEqual(asked)
  })

  it.each([
    { amount: 0, radius: 5 },
    { amount: 5, radius: 0 },
  ])('sharpens nothing with %j', (strength) => {
    const sharpen = { ...strength, threshold: 0, monochrome: false }
    expect(planOutput({ ...plainWish, sharpen }, settings).sharpen).toBeUndefined()
  })
})
