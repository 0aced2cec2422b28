import { describe, expect, it } from 'vitest'
import type { RawImage } from './raw-image.ts'
import { removeBackground } from './remove-background.ts'

const size = 80
type Colour = readonly [number, number, number]
type Paint = (x: number, y: number) => Colour

/** How much of a pixel a disc in the middle covers, blurred over `soft` pixels; 0 to 1. */
function coverage(x: number, y: number, soft: number): number {
  let inside = 0
  for (let j = 0; j < 8; j++)
    for (let i = 0; i < 8; i++) {
      const away = Math.hypot(x + (i + 0.5) / 8 - size / 2, y + (j + 0.5) / 8 - size / 2) - 25
      inside += Math.min(Math.max(0.5 - away / soft, 0), 1)
    }
  return inside / 64
}

interface Scene {
  readonly paper: Paint
  readonly disc: Paint
  readonly soft?: number
  readonly noise?: number
  readonly tolerance?: number
}

/** A disc on paper, what is selected of it, and what it looks like over magenta when nothing but the disc is left. */
function scene({ paper, disc, soft = 0.01, noise = 0, tolerance = 0.08 }: Scene) {
  let state = 5
  const grain = () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return (state / 2 ** 31 - 0.5) * 2 * noise
  }
  const data = new Uint8Array(size * size * 4)
  const ideal: number[] = []
  const share: number[] = []
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const part = coverage(x, y, soft)
      const [own, under] = [disc(x, y), paper(x, y)]
      const mixed = own.map((value, i) => part * value + (1 - part) * (under[i] ?? 0) + grain())
      const at = (y * size + x) * 4
      data.set([...mixed.map((value) => Math.min(Math.max(Math.round(value), 0), 255)), 255], at)
      ideal.push(...own.map((value, i) => part * value + (1 - part) * (over[i] ?? 0)))
      share.push(part)
    }
  }
  const most = tolerance * 255
  const selected = Uint8Array.from({ length: size * size }, (_, i) =>
    Number([0, 1, 2].every((c) => Math.abs((data[i * 4 + c] ?? 0) - (data[c] ?? 0)) <= most)),
  )
  const image: RawImage = { data, width: size, height: size, channels: 4, hasAlpha: true }
  return { image, selected, ideal, share, tolerance }
}

const over: Colour = [255, 0, 200]

/** Mean and largest difference from the ideal over magenta, at the edge of the disc. */
function error(data: RawImage['data'], ideal: readonly number[]): { mean: number; largest: number } {
  let [sum, count, largest] = [0, 0, 0]
  for (let i = 0; i < size * size; i++) {
    const away = Math.hypot((i % size) + 0.5 - size / 2, Math.floor(i / size) + 0.5 - size / 2) - 25
    if (Math.abs(away) > 4) continue
    const alpha = (data[i * 4 + 3] ?? 0) / 255
    for (let c = 0; c < 3; c++) {
      const seen = alpha * (data[i * 4 + c] ?? 0) + (1 - alpha) * (over[c] ?? 0)
      const wrong = Math.abs(seen - (ideal[i * 3 + c] ?? 0))
      sum += wrong
      count++
      largest = Math.max(largest, wrong)
    }
  }
  return { mean: sum / count, largest }
}

const white: Paint = () => [255, 255, 255]
const lit: Paint = (x, y) => [252 - x / 6, 252 - y / 8, 250 - x / 6]
const blue: Paint = () => [40, 60, 90]
const woven: Paint = (x, y) => [150 + 30 * Math.sin(x / 3) * Math.cos(y / 4), 90 + 20 * Math.sin(y / 2), 60]

describe('the edge of what is left', () => {
  it.each([
    ['a dark disc on white', { paper: white, disc: blue }, 1, 40],
    ['exact', { paper: white, disc: blue, tolerance: 0 }, 1, 40],
    ['much tolerance', { paper: white, disc: blue, tolerance: 0.2 }, 2, 60],
    ['uneven light', { paper: lit, disc: blue, tolerance: 0.12 }, 2, 60],
    ['a soft edge', { paper: white, disc: blue, soft: 3 }, 3, 60],
    ['a texture', { paper: white, disc: woven }, 2, 60],
    ['grain', { paper: lit, disc: woven, noise: 4, soft: 1.5, tolerance: 0.15 }, 5, 80],
    ['light on dark green', { paper: () => [20, 120, 50], disc: () => [240, 235, 230] } as Scene, 1, 30],
  ] as const)('has no fringe over another colour: %s', (_, what, mean, largest) => {
    const { image, selected, ideal, tolerance } = scene(what)
    const hard = image.data.slice()
    for (const [i, flag] of selected.entries()) if (flag) hard[i * 4 + 3] = 0
    const soft = error(removeBackground(image, selected, tolerance).data, ideal)
    expect(soft.mean).toBeLessThan(mean)
    expect(soft.largest).toBeLessThan(largest)
    expect(soft.mean).toBeLessThan(error(hard, ideal).mean / 2.5)
  })

  it('is a ramp of opacity', () => {
    const { image, selected, share, tolerance } = scene({ paper: white, disc: blue, tolerance: 0 })
    const { data } = removeBackground(image, selected, tolerance)
    const wrong = share.map((part, i) => Math.abs(part * 255 - (data[i * 4 + 3] ?? 0)))
    expect(wrong.reduce((sum, value) => sum + value, 0) / wrong.length).toBeLessThan(0.5)
  })

  it('leaves the inside as it is, and of the background nothing', () => {
    const { image, selected, tolerance } = scene({ paper: lit, disc: woven, noise: 4, tolerance: 0.15 })
    const { data } = removeBackground(image, selected, tolerance)
    for (let i = 0; i < size * size; i++) {
      const away = Math.hypot((i % size) + 0.5 - size / 2, Math.floor(i / size) + 0.5 - size / 2) - 25
      const pixel = data.subarray(i * 4, i * 4 + 4)
      if (away < -7) expect(pixel).toEqual(image.data.subarray(i * 4, i * 4 + 4))
      if (selected[i]) expect([...pixel]).toEqual([0, 0, 0, 0])
    }
  })

  it('lets specks of noise in the background fade', () => {
    const { image, selected, tolerance } = scene({ paper: white, disc: blue, tolerance: 0.05 })
    const speck = 5 * size + 5
    image.data.set([240, 240, 240, 255], speck * 4)
    selected[speck] = 0
    const { data } = removeBackground(image, selected, tolerance)
    expect(data[speck * 4 + 3]).toBeLessThan(80)
  })

  it('of 16 bits is that of 8', () => {
    const { image, selected, tolerance } = scene({ paper: white, disc: blue })
    const deep = { ...image, data: Uint16Array.from(image.data, (sample) => sample * 257) }
    const [a, b] = [removeBackground(image, selected, tolerance), removeBackground(deep, selected, tolerance)]
    expect(Array.from(b.data, (sample) => Math.round(sample / 257))).toEqual([...a.data])
  })

  it('does not touch the image that it is given', () => {
    const { image, selected, tolerance } = scene({ paper: white, disc: blue })
    const before = image.data.slice()
    removeBackground(image, selected, tolerance)
    expect(image.data).toEqual(before)
  })
})
