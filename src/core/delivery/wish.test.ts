import { describe, expect, it } from 'vitest'
import { type ImageWish, plainWish, wishForDefaultImage } from './wish.ts'

describe('wishForDefaultImage', () => {
  it('keeps wid, hei, fmt and qlt alone', () => {
    const kept: Partial<ImageWish> = {
      width: 1,
      height: 2,
      format: { name: 'png', pixelType: 'rgb', compression: 'none' },
      quality: { quality: 5, chroma: true },
    }
    const wish: ImageWish = {
      ...plainWish,
      ...kept,
      inverseScale: 3,
      align: { x: 0, y: 1 },
      crop: { unit: 'pixel', rect: { x: 0, y: 0, width: 1, height: 1 } },
      defaultImage: 'Demo/none',
    }
    expect(wishForDefaultImage(wish)).toEqual({ ...plainWish, ...kept })
  })
})
