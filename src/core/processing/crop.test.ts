import { describe, expect, it } from 'vitest'
import { inEnglish } from '../messages/messages.ts'
import { cropOf } from './crop.ts'

describe('cropOf', () => {
  it.each([
    ['no margins', undefined, undefined],
    ['zero margins', { left: 0, right: 0, top: 0, bottom: 0 }, undefined],
    ['all sides', { left: 1, right: 2, top: 3, bottom: 4 }, { left: 1, top: 3, width: 97, height: 43 }],
    ['one side', { left: 0, right: 0, top: 49, bottom: 0 }, { left: 0, top: 49, width: 100, height: 1 }],
    [
      'negative margins',
      { left: -5, right: 10, top: 0, bottom: 0 },
      { left: 0, top: 0, width: 90, height: 50 },
    ],
  ])('%s', (_, margins, crop) => {
    expect(cropOf(100, 50, margins)).toEqual(crop ? { crop } : {})
  })

  it.each([
    { left: 50, right: 50, top: 0, bottom: 0 },
    { left: 0, right: 0, top: 500, bottom: 500 },
  ])('warns where nothing would be left: %j', (margins) => {
    const { crop, warning = '' } = cropOf(100, 50, margins)
    expect(crop).toBeUndefined()
    expect(inEnglish(warning)).toContain('100 x 50')
  })
})
