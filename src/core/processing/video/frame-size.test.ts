import { describe, expect, it } from 'vitest'
import { cropFrame, fitFrame } from './frame-size.ts'

const hd = { width: 1920, height: 1080 }

describe('fitFrame', () => {
  it.each([
    ['the height alone', undefined, 360, 640, 360, false],
    ['the width alone', 640, 0, 640, 360, false],
    ['neither', undefined, undefined, 1920, 1080, false],
    ['a box of another shape, kept inside', 640, 640, 640, 360, false],
    ['odd sides, made even', 853, undefined, 854, 480, false],
    ['more than there is', 3840, 2160, 1920, 1080, true],
    ['next to nothing', 4, 4, 16, 16, false],
  ])('%s', (_, width, height, w, h, isLess) => {
    expect(fitFrame(hd, width, height)).toEqual({ width: w, height: h, isLess })
  })
})

describe('cropFrame', () => {
  it.each([
    [9, 16, 606, 1080],
    [1, 1, 1080, 1080],
    [16, 9, 1920, 1080],
    [4, 1, 1920, 480],
  ])('%i:%i', (width, height, w, h) => {
    expect(cropFrame(hd, { width, height })).toEqual({ width: w, height: h })
  })
})
