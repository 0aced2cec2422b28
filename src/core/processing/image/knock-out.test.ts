import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { knockOutBackground } from './knock-out.ts'
import { openPixelFile } from './pixel-file.ts'
import { pyramidPlan } from './pyramid-options.ts'
import { writeUprightPixels } from './upright-pixels.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'knock-out-'))
})
afterAll(() => rm(folder, { recursive: true }))

it.each(['FloodFill', 'MatchPixel'] as const)(
  'by %s in bands gives what the whole at once gives',
  async (fillMethod) => {
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="70" height="160"><rect width="70" height="160" fill="#fdfdfa"/>' +
      '<path d="M10 10 L60 80 L5 150 L40 80z" fill="#b03030"/><circle cx="50" cy="120" r="12" fill="none" stroke="#204080" stroke-width="3"/></svg>'
    const picture = await sharp(Buffer.from(svg)).blur(0.7).removeAlpha().png().toBuffer()
    const plan = pyramidPlan(await sharp(picture).metadata())
    const knockedOut = async (bandBytes?: number) => {
      const pixels = await openPixelFile(await writeUprightPixels(sharp(picture), plan, folder, true))
      const options = { corner: 'BottomRight', tolerance: 0.04, fillMethod } as const
      const work = { signal: new AbortController().signal, ...(bandBytes && { bandBytes }) }
      expect(await knockOutBackground(pixels, options, work)).toBe(true)
      const { data } = await pixels.readRows(0, pixels.height, true)
      await pixels.close()
      return data
    }
    const whole = await knockedOut()
    expect(new Set(whole.filter((_, i) => i % 4 === 3)).size).toBeGreaterThan(20)
    expect(await knockedOut(70 * 4 * 30)).toEqual(whole)
  },
)
