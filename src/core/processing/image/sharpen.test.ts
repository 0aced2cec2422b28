import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { unsharpMask } from '../../imaging/unsharp-mask.ts'
import { openPixelFile } from './pixel-file.ts'
import { pyramidPlan } from './pyramid-options.ts'
import { sharpen } from './sharpen.ts'
import { writeUprightPixels } from './upright-pixels.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sharpen-'))
})
afterAll(() => rm(folder, { recursive: true }))

const [width, height] = [50, 90]
const mask = { amount: 3, radius: 2, threshold: 0, monochrome: false }

it.each([
  ['8 bit RGB', 3, false],
  ['8 bit RGB with alpha', 4, false],
  ['16 bit gray', 1, true],
] as const)('in bands gives what the whole image at once gives: %s', async (_, channels, deep) => {
  const samples = Array.from(
    { length: width * height * channels },
    (_, i) => (i * 7919) % (deep ? 65_521 : 251),
  )
  const data = deep ? Uint16Array.from(samples) : Uint8Array.from(samples)
  const image = sharp(data, { raw: { width, height, channels } }).toColourspace(deep ? 'grey16' : 'srgb')
  const png = await image.png().toBuffer()
  const plan = pyramidPlan(await sharp(png).metadata())
  const hasAlpha = channels === 4
  const bandBytes = width * channels * (deep ? 2 : 1) * 20
  const path = await writeUprightPixels(sharp(png), plan, folder)
  const pixels = await openPixelFile(path)
  await sharpen(pixels, mask, { hasAlpha, signal: new AbortController().signal, bandBytes })
  await pixels.close()
  const expected = unsharpMask({ data, width, height, channels, hasAlpha }, mask).data
  const result = await sharp(path)
    .toColourspace(plan.space)
    .raw({ depth: deep ? 'ushort' : 'uchar' })
    .toBuffer()
  expect(result).toEqual(Buffer.from(expected.buffer))
})
