import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { tileSide } from '../imaging/pyramid.ts'
import { chooseLevel, levelSize, pyramidLevels } from './pyramid-level.ts'
import type { Rect, Size } from './rect.ts'

const all = (size: Size): Rect => ({ x: 0, y: 0, ...size })

describe('levelSize and pyramidLevels', () => {
  it.each([
    [777, 1023],
    [513, 513],
    [257, 300],
    [256, 256],
    [257, 1],
    [1, 5000],
    [3, 5000],
    [2, 3000],
    [256, 257],
    [1025, 512],
  ])('are what libvips writes for %i x %i', async (width, height) => {
    const pyramid = await sharp({ create: { width, height, channels: 3, background: 'red' } })
      .tiff({ pyramid: true, tile: true, tileWidth: tileSide, tileHeight: tileSide, compression: 'deflate' })
      .toBuffer()
    const { pages = 1 } = await sharp(pyramid).metadata()
    expect(pyramidLevels({ width, height })).toBe(pages)
    for (let page = 0; page < pages; page++) {
      const level = await sharp(pyramid, { page }).metadata()
      expect(levelSize({ width, height }, page)).toEqual({ width: level.width, height: level.height })
    }
  })
})

describe('chooseLevel', () => {
  const full = { width: 4000, height: 3001 }
  it.each<[Size, number, Rect]>([
    [{ width: 400, height: 300 }, 3, { x: 0, y: 0, width: 500, height: 375 }],
    [{ width: 500, height: 375 }, 3, { x: 0, y: 0, width: 500, height: 375 }],
    [{ width: 501, height: 376 }, 2, { x: 0, y: 0, width: 1000, height: 750 }],
    // 3001 / 2 is 1501 in a view and 1500 in the level.
    [{ width: 2000, height: 1501 }, 1, { x: 0, y: 0, width: 2000, height: 1500 }],
    [{ width: 4000, height: 3001 }, 0, { x: 0, y: 0, width: 4000, height: 3001 }],
    [{ width: 9000, height: 6752 }, 0, { x: 0, y: 0, width: 4000, height: 3001 }],
    [{ width: 1, height: 1 }, 4, { x: 0, y: 0, width: 250, height: 187 }],
    // One direction alone decides.
    [{ width: 100, height: 3001 }, 0, { x: 0, y: 0, width: 4000, height: 3001 }],
  ])('for %j takes level %i', (scaled, level, rect) => {
    expect(chooseLevel(full, 5, all(full), scaled)).toEqual({ level, rect })
  })

  it('finds the part of a level that shows a part of the image', () => {
    const part = { x: 1000, y: 500, width: 2000, height: 1001 }
    expect(chooseLevel(full, 5, part, { width: 500, height: 250 })).toEqual({
      level: 2,
      rect: { x: 250, y: 125, width: 500, height: 250 },
    })
  })

  it('never leaves the level nor the part empty', () => {
    const corner = { x: 3999, y: 3000, width: 1, height: 1 }
    expect(chooseLevel(full, 5, corner, { width: 1, height: 1 })).toEqual({
      level: 4,
      rect: { x: 249, y: 186, width: 1, height: 1 },
    })
  })

  it('has only the full image when there is one level', () => {
    expect(chooseLevel(full, 1, all(full), { width: 10, height: 8 }).level).toBe(0)
  })
})
