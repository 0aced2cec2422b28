import sharp, { type Sharp } from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { assetNamed, handles } from '../jobs/asset-rows.ts'
import { runJob } from '../jobs/run-job.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { difference } from '../support/pictures.ts'
import { publish } from '../support/soap.ts'
import { assetRow } from '../uploads/state.ts'
import { delivered, uploadWith } from './upload-with.ts'

let darkroom: TestApp

beforeAll(async () => {
  darkroom = await startTestApp()
})
afterAll(async () => await darkroom.close())

const [width, height] = [300, 200]

/** A blue disc with a soft edge on `paper`. */
async function disc(paper = '#f6f7f4', x = 130, y = 90): Promise<Sharp> {
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">` +
    `<rect width="100%" height="100%" fill="${paper}"/><circle cx="${x}" cy="${y}" r="60" fill="#204080"/></svg>`
  return sharp(await sharp(Buffer.from(svg)).blur(0.8).png().toBuffer()).removeAlpha()
}

const jpeg = async (picture: Sharp) =>
  await picture.jpeg({ quality: 92, chromaSubsampling: '4:4:4' }).toBuffer()
const colorCrop = (tolerance = 0.1) =>
  `<autoColorCropOptions><corner>UpperLeft</corner><tolerance>${tolerance}</tolerance></autoColorCropOptions>`
const alphaCrop = '<autoTransparentCropOptions><tolerance>0</tolerance></autoTransparentCropOptions>'
const knockout =
  '<knockoutBackgroundOptions><corner>UpperLeft</corner><tolerance>0.1</tolerance><fillMethod>FloodFill</fillMethod></knockoutBackgroundOptions>'
const maintained =
  '<colorManagementOptions><colorManagement>MaintainOriginal</colorManagement></colorManagementOptions>'
/** Of a disc of radius 60 at 130, 90; its edge is soft. */
const around = { left: 70, top: 30, width: 120, height: 120 }

describe('autoColorCropOptions', () => {
  it('deliver the thing without its margins', async () => {
    const original = await jpeg(await disc())
    const log = await uploadWith(darkroom, 'trimmed.jpg', original, colorCrop())
    expect(log.counts).toMatchObject({ success: 1, warning: 0 })
    const { crop } = await assetRow(darkroom, 'trimmed')
    if (!crop) throw new Error('there is no crop')
    for (const [side, value] of Object.entries(around))
      expect(Math.abs(crop[side as keyof typeof around] - value)).toBeLessThan(3)
    await publish(darkroom.url)
    const expected = await sharp(original).extract(crop).png().toBuffer()
    expect(await difference(await delivered(darkroom, 'trimmed'), expected)).toBeLessThan(2)
  })

  it('win over a crop that is preserved, which stays where they find nothing', async () => {
    const crop = async () => (await assetRow(darkroom, 'again')).crop
    const upload = async (bytes: Buffer, settings: string) => {
      await uploadWith(darkroom, 'again.png', bytes, settings)
      return await crop()
    }
    const first = await (await disc()).png().toBuffer()
    const moved = await (await disc('#f6f7f4', 180, 110)).png().toBuffer()
    const tight = await (await disc('#204080')).png().toBuffer()
    const { data } = await sharp(tight).raw().toBuffer({ resolveWithObject: true })
    data[0] = 255
    const framed = await sharp(data, { raw: { width, height, channels: 3 } })
      .png()
      .toBuffer()
    const before = await upload(first, colorCrop())
    const after = await upload(moved, colorCrop())
    expect([after?.left, after?.top]).toEqual([(before?.left ?? 0) + 50, (before?.top ?? 0) + 20])
    expect(await upload(framed, colorCrop(0))).toEqual(after)
    expect(await upload(framed, `<preserveCrop>false</preserveCrop>${colorCrop(0)}`)).toBeNull()
  })

  it('of a picture of one colour are a warning in the log', async () => {
    const plain = sharp({ create: { width: 40, height: 30, channels: 3, background: 'white' } })
    const log = await uploadWith(darkroom, 'plain.png', await plain.png().toBuffer(), colorCrop())
    expect(log.counts).toMatchObject({ success: 1, warning: 1 })
    const warning = log.lines.find(({ type }) => type === 'UploadWarning')
    expect(warning?.message).toContain('autoColorCropOptions (corner UpperLeft, tolerance 0.1)')
  })

  it('work in reprocessAssetsJob', async () => {
    await uploadWith(darkroom, 'later.png', await (await disc()).png().toBuffer(), '')
    expect((await assetRow(darkroom, 'later')).crop).toBeNull()
    const { counts } = await runJob(
      darkroom.url,
      `<reprocessAssetsJob><assetHandleArray>${await handles(darkroom, 'later.png')}</assetHandleArray>` +
        `<createMask>true</createMask>${knockout}${colorCrop()}<emailSetting>None</emailSetting></reprocessAssetsJob>`,
    )
    expect(counts).toMatchObject({ update: 1, warning: 0 })
    const asset = await assetNamed(darkroom, 'later.png')
    expect(asset.crop).toMatchObject({ left: expect.closeTo(around.left, -1) })
    expect(asset.image).toMatchObject({ hasAlpha: true, channels: 4 })
    expect(asset.derived.mask).toBeDefined()
  })
})

describe('autoTransparentCropOptions', () => {
  it('deliver what is visible of a picture with alpha', async () => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><circle cx="130" cy="90" r="60"/></svg>`
    const original = await sharp(Buffer.from(svg)).png().toBuffer()
    await uploadWith(darkroom, 'visible.png', original, alphaCrop)
    const { crop } = await assetRow(darkroom, 'visible')
    if (!crop) throw new Error('there is no crop')
    await publish(darkroom.url)
    const picture = await delivered(darkroom, 'visible', 'fmt=png-alpha')
    const edges = await sharp(picture).extractChannel('alpha').raw().toBuffer({ resolveWithObject: true })
    expect([edges.info.width, edges.info.height]).toEqual([crop.width, crop.height])
    expect(edges.data.subarray(0, crop.width).some((alpha) => alpha > 0)).toBe(true)
    expect(edges.data.subarray(-crop.width).some((alpha) => alpha > 0)).toBe(true)
  })

  it('of a picture without alpha are a warning in the log', async () => {
    const log = await uploadWith(darkroom, 'opaque.jpg', await jpeg(await disc()), alphaCrop)
    expect(log.counts).toMatchObject({ success: 1, warning: 1 })
    expect(log.lines.find(({ type }) => type === 'UploadWarning')?.message).toContain('has no transparency')
  })
})

describe('knockoutBackgroundOptions', () => {
  it.each([
    ['JPEG', 'cut.jpg', async () => await jpeg(await disc()), 4],
    [
      'CMYK TIFF',
      'cut-cmyk.tif',
      async () =>
        await (await disc())
          .toColourspace('cmyk')
          .withIccProfile('cmyk')
          .tiff({ compression: 'lzw' })
          .toBuffer(),
      5,
    ],
    ['gray PNG', 'cut-gray.png', async () => await (await disc()).toColourspace('b-w').png().toBuffer(), 2],
  ])('deliver the thing of a %s over any colour, without a fringe', async (_, fileName, make, channels) => {
    const original = await make()
    const name = fileName.replace(/\..*/, '')
    await uploadWith(darkroom, `whole-${fileName}`, original, maintained)
    const log = await uploadWith(darkroom, fileName, original, knockout + maintained)
    expect(log.counts).toMatchObject({ success: 1, warning: 0 })
    const { image } = await assetRow(darkroom, name)
    expect(image).toMatchObject({ hasAlpha: true, channels })
    await publish(darkroom.url)
    const cut = await delivered(darkroom, name, 'fmt=png-alpha')
    const data = await sharp(cut).toColourspace('srgb').flatten({ background: '#ff00c8' }).raw().toBuffer()
    const whole = await sharp(await delivered(darkroom, `whole-${name}`))
      .toColourspace('srgb')
      .raw()
      .toBuffer()
    const pixel = (x: number, y: number, of = data) => [...of.subarray((y * width + x) * 3).subarray(0, 3)]
    expect([pixel(2, 2), pixel(290, 190), pixel(130, 24)]).toEqual(Array(3).fill([255, 0, 200]))
    for (const [i, value] of pixel(130, 90).entries())
      expect(Math.abs(value - (pixel(130, 90, whole)[i] ?? 0))).toBeLessThan(3)
    // Paper would show as light and green; the disc is dark, magenta has no green.
    for (let x = 60; x < 80; x++) expect(pixel(x, 90)[1]).toBeLessThan(110)
  })

  it('give createMask its alpha, and the crop by alpha what it left', async () => {
    const settings = knockout + alphaCrop
    await uploadWith(darkroom, 'both.png', await (await disc()).png().toBuffer(), settings)
    const { crop } = await assetRow(darkroom, 'both')
    expect(crop).toMatchObject({ width: expect.closeTo(around.width, -1) })
  })
})
