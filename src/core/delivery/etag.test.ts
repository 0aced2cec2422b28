import { describe, expect, it } from 'vitest'
import { entityTag } from './etag.ts'
import { defaultDeliverySettings as settings } from './settings.ts'
import { type ImageWish, plainWish } from './wish.ts'

const wish: ImageWish = { ...plainWish, width: 400, align: { x: 0, y: 1 } }
const tag = entityTag('v1', wish, settings)

describe('entityTag', () => {
  it('is a strong tag', () => {
    expect(tag).toMatch(/^"[\w-]{27}"$/)
  })

  it.each<[string, string, ImageWish]>([
    ['another order of members', 'v1', { align: { y: 1, x: 0 }, width: 400, ...plainWish }],
    ['members that are undefined', 'v1', { ...wish, height: undefined }],
    ['other caching', 'v1', { ...wish, cache: { client: false, server: 'off' } }],
  ])('is the same for %s', (_what, version, other) => {
    expect(entityTag(version, other, settings)).toBe(tag)
  })

  it.each<[string, string, ImageWish]>([
    ['another version', 'v2', wish],
    ['another size', 'v1', { ...wish, width: 401 }],
    ['another alignment', 'v1', { ...wish, align: { x: 1, y: 0 } }],
    ['another format', 'v1', { ...wish, format: { name: 'png', pixelType: 'rgb', compression: 'none' } }],
  ])('differs for %s', (_what, version, other) => {
    expect(entityTag(version, other, settings)).not.toBe(tag)
  })

  it('differs for other settings', () => {
    const others = { ...settings, quality: { quality: 81, chroma: false } }
    expect(entityTag('v1', wish, others)).not.toBe(tag)
  })
})
