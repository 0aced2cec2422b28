import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { furthest } from '../imaging/test-furthest.ts'
import { cornersOf, quarters, quartersHeight, quartersWidth } from './test-quarters.ts'
import { derivedPath, startTestRun, type TestRun } from './test-run.ts'

let run: TestRun
beforeAll(async () => {
  run = await startTestRun()
})
afterAll(() => run.remove())

describe('options of images', () => {
  const alpha = () => quarters().ensureAlpha(0.2).png().toBuffer()

  it('makes a mask of the alpha channel', async () => {
    const path = derivedPath(await run.process('a.png', await alpha(), { createMask: true }), 'mask')
    expect(await sharp(path).metadata()).toMatchObject({
      width: quartersWidth,
      height: quartersHeight,
      channels: 1,
      space: 'b-w',
      pages: 3,
    })
    const { data } = await sharp(path).toColourspace('b-w').raw().toBuffer({ resolveWithObject: true })
    expect(new Set(data)).toEqual(new Set([51]))
  })

  it.each([
    ['without the option', true, { createMask: false }],
    ['without alpha', false, { createMask: true }],
  ])('makes no mask %s', async (_, withAlpha, options) => {
    const result = await run.process(
      'a.png',
      withAlpha ? await alpha() : await quarters().png().toBuffer(),
      options,
    )
    expect(result.derived.map(({ role }) => role)).toEqual(['pyramid'])
    expect(result.warnings).toEqual([])
  })

  it('describes the crop in the upright picture and leaves the pyramid whole', async () => {
    const turned = await quarters().jpeg().withMetadata({ orientation: 6 }).toBuffer()
    const result = await run.process('a.jpg', turned, {
      manualCropOptions: { left: 1, right: 2, top: 3, bottom: 4 },
    })
    expect(result.crop).toEqual({ left: 1, top: 3, width: quartersHeight - 3, height: quartersWidth - 7 })
    expect((await sharp(derivedPath(result, 'pyramid')).metadata()).width).toBe(quartersHeight)
  })

  it('warns of a crop that leaves nothing', async () => {
    const margins = { left: 700, right: 0, top: 0, bottom: 0 }
    const result = await run.process('a.jpg', await quarters().jpeg().toBuffer(), {
      manualCropOptions: margins,
    })
    expect(result.crop).toBeUndefined()
    expect(result.warnings).toHaveLength(1)
  })

  it('sharpens edges in the pyramid, in any colour space, with the profile kept', async () => {
    const cmyk = await quarters()
      .toColourspace('cmyk')
      .withIccProfile('cmyk')
      .tiff({ compression: 'lzw' })
      .toBuffer()
    const path = async (amount: number) =>
      derivedPath(
        await run.process('a.tif', cmyk, { unsharpMaskOptions: { amount, radius: 2, threshold: 0 } }),
        'pyramid',
      )
    const [plain, sharpened] = [await path(0), await path(2)]
    const header = await sharp(sharpened).metadata()
    expect(header).toMatchObject({ width: quartersWidth, height: quartersHeight, space: 'cmyk', pages: 3 })
    expect(header.icc).toEqual((await sharp(cmyk).metadata()).icc)
    expect(furthest(await cornersOf(sharpened), await cornersOf(plain))).toBeLessThan(4)
    const contrast = async (input: string) => (await sharp(input).greyscale().stats()).channels[0]?.stdev ?? 0
    expect(await contrast(sharpened)).toBeGreaterThan((await contrast(plain)) * 1.005)
  })

  it('adds keywords to those in the file', async () => {
    const original = await quarters()
      .jpeg()
      .withXmp(keywordsPacket(['red', 'shoe']))
      .toBuffer()
    const { metadata } = await run.process('a.jpg', original, { xmpKeywords: ['shoe', 'new'] })
    expect(metadata['dc.subject']).toBe('["red","shoe","new"]')
  })
})

function keywordsPacket(keywords: string[]): string {
  const items = keywords.map((keyword) => `<rdf:li>${keyword}</rdf:li>`).join('')
  return `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
    <rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:subject><rdf:Bag>${items}</rdf:Bag></dc:subject>
    </rdf:Description></rdf:RDF></x:xmpmeta>`
}
