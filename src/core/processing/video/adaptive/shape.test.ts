import { describe, expect, it } from 'vitest'
import { inEnglish } from '../../../messages/messages.ts'
import { aspectRatioOf, setsForShape } from './shape.ts'

const set = (name: string, aspectRatio?: string) => ({
  name,
  ...(aspectRatio !== undefined && { aspectRatio }),
  videoEncodingArray: { items: [] },
})
const names = (sets: readonly { name: string }[]) => sets.map(({ name }) => name)

describe('aspectRatioOf', () => {
  it.each([
    ['16:9', 16 / 9],
    ['4x3', 4 / 3],
    ['1.5', 1.5],
    ['', undefined],
    ['wide', undefined],
    ['0:9', undefined],
    ['16:0', undefined],
  ])('%s', (text, ratio) => {
    expect(aspectRatioOf(text)).toBe(ratio)
  })
})

describe('setsForShape', () => {
  it('takes the sets of the nearest shape, and those without one', () => {
    const sets = [set('wide', '16:9'), set('old', '4:3'), set('any')]
    expect(names(setsForShape(sets, { width: 640, height: 480 }).chosen)).toEqual(['old', 'any'])
    expect(setsForShape(sets, { width: 1920, height: 1080 })).toMatchObject({ warnings: [] })
  })

  it('tells of a shape that does not fit, and of one that is none', () => {
    const { chosen, warnings } = setsForShape([set('wide', '16:9'), set('odd', 'x')], {
      width: 9,
      height: 16,
    })
    expect(names(chosen)).toEqual(['wide', 'odd'])
    expect(warnings.map(inEnglish)).toEqual([
      expect.stringContaining('it is for 16:9'),
      expect.stringContaining('"x" is left out'),
    ])
  })
})
