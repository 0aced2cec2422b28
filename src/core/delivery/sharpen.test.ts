import { describe, expect, it } from 'vitest'
import type { RawImage } from '../imaging/raw-image.ts'
import { unsharpMask } from '../imaging/unsharp-mask.ts'
import { sharpen } from './sharpen.ts'

const mask = { amount: 1, radius: 3, threshold: 0, monochrome: false }

function stripes(width: number, height: number) {
  const data = Uint8Array.from({ length: width * height * 3 }, (_, at) => ((at >> 5) % 2 ? 60 : 180))
  return { data, width, height, channels: 3, hasAlpha: false }
}

function samples(data: RawImage['data']): Buffer {
  return Buffer.from(data.buffer, data.byteOffset, data.byteLength)
}

describe('sharpen', () => {
  it.each([
    [40, 30],
    [900, 700],
  ])('gives what unsharp masking gives for %i x %i', async (width, height) => {
    const image = stripes(width, height)
    const masks = [mask, { ...mask, amount: 3 }]
    const sharpened = await Promise.all(masks.map((each) => sharpen(image, each)))
    const same = sharpened.map(({ data }, index) =>
      samples(data).equals(samples(unsharpMask(image, masks[index] ?? mask).data)),
    )
    expect(same).toEqual([true, true])
  })

  it('leaves the event loop free for a large image', async () => {
    let turned = false
    setImmediate(() => {
      turned = true
    })
    // At once, the loop would have no turn.
    await sharpen(stripes(40, 30), mask)
    expect(turned).toBe(false)
    await sharpen(stripes(2000, 1500), mask)
    expect(turned).toBe(true)
  })

  it('passes on what goes wrong', async () => {
    const broken = { ...stripes(900, 700), data: null as unknown as Uint8Array }
    await expect(sharpen(broken, mask)).rejects.toThrow()
    await expect(sharpen(stripes(900, 700), mask)).resolves.toMatchObject({ width: 900 })
  })
})
