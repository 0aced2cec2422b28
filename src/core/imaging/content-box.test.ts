import { describe, expect, it } from 'vitest'
import { colourBackground, type IsBackground, transparentBackground } from './background.ts'
import { type Box, contentBox } from './content-box.ts'

function boxOf(data: Uint8Array | Uint16Array, width: number, channels: number, is: IsBackground) {
  const found = contentBox(width, channels, is)
  for (let at = 0; at < data.length; at += width * channels)
    found.add(data.subarray(at, at + width * channels))
  return found.box()
}

/** A drawing of gray levels, 0 to 9 for 0 to 90. */
function drawn(rows: readonly string[]): { data: Uint8Array; width: number } {
  return { data: Uint8Array.from(rows.join(''), (digit) => Number(digit) * 10), width: rows[0]?.length ?? 0 }
}

const box = (left: number, top: number, width: number, height: number): Box => ({ left, top, width, height })

describe('the box of what is no background', () => {
  it.each([
    ['a block', ['0000', '0990', '0000'], 0, box(1, 1, 2, 1)],
    ['touching no edge alike', ['000000', '000900', '000090', '000000'], 0, box(3, 1, 2, 2)],
    ['touching all edges', ['0900', '9000', '0009', '0090'], 0, box(0, 0, 4, 4)],
    ['one pixel', ['000', '000', '001'], 0, box(2, 2, 1, 1)],
    ['wide below narrow', ['00900', '90009', '00000'], 0, box(0, 0, 5, 2)],
    ['gaps inside', ['0900', '0000', '0009', '0000'], 0, box(1, 0, 3, 3)],
    ['all background', ['000', '000'], 0, undefined],
    ['one pixel in all', ['0'], 0, undefined],
    ['differences up to the tolerance', ['0120', '1390', '0110'], 20 / 255, box(1, 1, 2, 1)],
    ['differences just above it', ['0120', '1390', '0110'], 19 / 255, box(1, 0, 2, 2)],
    ['nothing, at the highest tolerance', ['0990', '9999'], 1, undefined],
  ])('of %s', (_, rows, tolerance, expected) => {
    const { data, width } = drawn(rows)
    const is = colourBackground(data.subarray(0, 1), { channels: 1, hasAlpha: false }, tolerance)
    expect(boxOf(data, width, 1, is)).toEqual(expected)
  })

  it.each([
    ['RGB: one channel is enough', 3, [9, 9, 9, 9, 9, 9, 9, 9, 8, 9, 9, 9], box(2, 0, 1, 1)],
    ['CMYK: the fourth channel counts', 4, [0, 0, 0, 0, 0, 0, 0, 9], box(1, 0, 1, 1)],
  ])('%s', (_, channels, samples, expected) => {
    const data = Uint8Array.from(samples)
    const is = colourBackground(data.subarray(0, channels), { channels, hasAlpha: false }, 0)
    expect(boxOf(data, data.length / channels, channels, is)).toEqual(expected)
  })

  it('of 16 bits takes the tolerance of the whole range', () => {
    const data = Uint16Array.from([1000, 1655, 1656, 1000])
    const is = colourBackground(data.subarray(0, 1), { channels: 1, hasAlpha: false }, 0.01)
    expect(boxOf(data, 4, 1, is)).toEqual(box(2, 0, 1, 1))
  })

  it('takes fully transparent pixels as alike, whatever colour they hide', () => {
    const data = Uint8Array.from(
      [
        [10, 0],
        [200, 0],
        [200, 40],
        [90, 0],
      ].flat(),
    )
    const is = colourBackground(data.subarray(0, 2), { channels: 2, hasAlpha: true }, 0)
    expect(boxOf(data, 4, 2, is)).toEqual(box(2, 0, 1, 1))
  })

  it('compares colours as far as they are visible, beside alpha', () => {
    const data = Uint8Array.from(
      [
        [100, 255],
        [100, 254],
        [104, 255],
        [120, 255],
      ].flat(),
    )
    const is = colourBackground(data.subarray(0, 2), { channels: 2, hasAlpha: true }, 5 / 255)
    expect(boxOf(data, 4, 2, is)).toEqual(box(3, 0, 1, 1))
  })

  it.each([
    [0, box(1, 0, 3, 1)],
    [51 / 255, box(2, 0, 2, 1)],
    [0.5, box(3, 0, 1, 1)],
    [1, undefined],
  ])('by alpha, with tolerance %d', (tolerance, expected) => {
    const data = Uint8Array.from(
      [
        [9, 0],
        [9, 51],
        [9, 127],
        [9, 255],
        [9, 0],
      ].flat(),
    )
    const is = transparentBackground({ channels: 2, hasAlpha: true }, 255, tolerance)
    expect(boxOf(data, 5, 2, is)).toEqual(expected)
  })
})
