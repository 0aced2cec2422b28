import { randomUUID } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { furthest } from '../../src/core/imaging/test-furthest.ts'
import { bmpFile } from '../../src/core/processing/decode/test-bmp.ts'
import { pixelFileHeader } from '../../src/core/processing/image/pixel-file-header.ts'
import { type Lab, pressProfile, srgbOf } from '../../src/core/processing/image/test-profile.ts'
import { strangersAsset } from '../jobs/asset-rows.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { plainPng } from '../support/pictures.ts'
import { jobEnded, publish, soap } from '../support/soap.ts'
import { uploaded } from '../support/upload.ts'
import { neededSettings, settingsPart } from '../uploads/every-setting.ts'
import { authPart, faultIn, postForm } from '../uploads/form.ts'
import { assetRow } from '../uploads/state.ts'
import { delivered, uploadWith } from './upload-with.ts'

let darkroom: TestApp
let press: string

const labOf = (c: number, m: number, y: number, k: number): Lab => [
  100 - 22 * c - 24 * m - 6 * y - 45 * k,
  -25 * c + 45 * m - 4 * y,
  -30 * c - 6 * m + 60 * y,
]

beforeAll(async () => {
  darkroom = await startTestApp()
  await uploadWith(
    darkroom,
    'press.icc',
    pressProfile('Press', labOf, () => [0, 0, 0, 0]),
    '',
  )
  press = `a|${(await assetRow(darkroom, 'press')).id}`
})
afterAll(async () => await darkroom.close())

const options = (mode: string, source = '', output = '') =>
  `<colorManagementOptions><colorManagement>${mode}</colorManagement>` +
  (source && `<sourceProfileHandle>${source}</sourceProfileHandle>`) +
  (output && `<outputProfileHandle>${output}</outputProfileHandle>`) +
  '</colorManagementOptions>'

/** One flat colour in CMYK, without a profile. */
async function cmykTiff(inks: readonly number[]): Promise<Buffer> {
  const layout = { width: 64, height: 48, channels: 4, bits: 8, space: 'cmyk' } as const
  const data = Buffer.from(Array.from({ length: 64 * 48 }, () => inks).flat())
  const path = join(darkroom.dataFolder, `${randomUUID()}.v`)
  await writeFile(path, Buffer.concat([pixelFileHeader(layout), data]))
  return await sharp(path)
    .pipelineColourspace('cmyk')
    .toColourspace('cmyk')
    .tiff({ compression: 'lzw' })
    .toBuffer()
}

async function middle(picture: Buffer): Promise<number[]> {
  const part = sharp(picture).extract({ left: 30, top: 20, width: 1, height: 1 })
  return [...(await part.removeAlpha().raw().toBuffer())]
}

/** Cyan 40, magenta 60, yellow 120, black 20 of 255. */
const inks = [40, 60, 120, 20] as const
const wanted = srgbOf(labOf(inks[0] / 255, inks[1] / 255, inks[2] / 255, inks[3] / 255))

describe('colorManagementOptions', () => {
  it('Convert makes sRGB of CMYK in the source profile, to the pixel that is delivered', async () => {
    const log = await uploadWith(darkroom, 'converted.tif', await cmykTiff(inks), options('Convert', press))
    expect(log.counts).toMatchObject({ success: 1, warning: 0 })
    const asset = await assetRow(darkroom, 'converted')
    expect(asset.image).toMatchObject({
      colorSpace: 'RGB',
      channels: 3,
      iccProfileName: 'sRGB',
      format: 'tiff',
    })
    await publish(darkroom.url)
    expect(furthest(await middle(await delivered(darkroom, 'converted')), wanted)).toBeLessThanOrEqual(2)
  })

  it('Default gives the source profile to a picture without one; MaintainOriginal leaves it without', async () => {
    await uploadWith(darkroom, 'default.tif', await cmykTiff(inks), options('Default', press))
    await uploadWith(darkroom, 'kept.tif', await cmykTiff(inks), options('MaintainOriginal', press))
    expect((await assetRow(darkroom, 'default')).image).toMatchObject({
      colorSpace: 'CMYK',
      iccProfileName: 'Press',
    })
    const kept = (await assetRow(darkroom, 'kept')).image
    expect(kept).toMatchObject({ colorSpace: 'CMYK' })
    expect(kept).not.toHaveProperty('iccProfileName')
    await publish(darkroom.url)
    expect(furthest(await middle(await delivered(darkroom, 'default')), wanted)).toBeLessThanOrEqual(2)
    expect(furthest(await middle(await delivered(darkroom, 'kept')), wanted)).toBeGreaterThan(15)
  })

  it('says in the log when a profile does not fit, and stores the picture all the same', async () => {
    const log = await uploadWith(
      darkroom,
      'rgb.png',
      await plainPng(20, 20, 'red'),
      options('Convert', press),
    )
    expect(log.counts).toMatchObject({ success: 1, warning: 1 })
    const warning = log.lines.find(({ type }) => type === 'UploadWarning')?.message
    expect(warning).toContain('"rgb.png" is in RGB, but its source profile "press" is for CMYK')
  })
})

it('formats that are decoded on the way are pictures like any other: HEIC, JPEG 2000 and BMP', async () => {
  const fixture = async (name: string) =>
    await readFile(join(import.meta.dirname, '../fixtures/pictures', name))
  await uploadWith(darkroom, 'phone.heic', await fixture('quarters-p3.heic'), options('Convert'))
  await uploadWith(darkroom, 'scan.jp2', await fixture('quarters.jp2'), '')
  const pixels = Buffer.from(Array.from({ length: 96 * 64 }, () => [32, 32, 208]).flat())
  await uploadWith(darkroom, 'old.bmp', bmpFile({ width: 96, height: 64, bitsPerPixel: 24, pixels }), '')
  expect((await assetRow(darkroom, 'phone')).image).toMatchObject({ format: 'heic', iccProfileName: 'sRGB' })
  await publish(darkroom.url)
  for (const name of ['phone', 'scan', 'old'])
    expect(furthest(await middle(await delivered(darkroom, name)), [208, 32, 32]), name).toBeLessThanOrEqual(
      6,
    )
})

describe('a handle that names no colour profile of the company', () => {
  const names = 'names no IccProfile asset of the company'

  it('is refused with the POST that begins the job, and leaves nothing behind', async () => {
    await uploadWith(darkroom, 'picture.png', await plainPng(20, 20, 'red'), '')
    const picture = `a|${(await assetRow(darkroom, 'picture')).id}`
    const strange = await strangersAsset(darkroom, 'press.icc')
    const jobs = async () => (await darkroom.app.db.selectFrom('job').select('id').execute()).length
    const before = await jobs()
    for (const handle of ['a|999999', picture, strange]) {
      const settings = neededSettings + options('Convert', '', handle)
      const fault = faultIn(
        (await postForm(darkroom.url, [authPart(), settingsPart('refused', settings)])).text,
      )
      expect(fault.reason).toContain(`colorManagementOptions/outputProfileHandle: '${handle}' ${names}`)
    }
    expect(await jobs()).toBe(before)
  })

  it('is refused by submitJob', async () => {
    const { text } = await soap(darkroom.url, {
      operation: 'submitJob',
      param:
        '<companyHandle>c|1</companyHandle><jobName>again</jobName><reprocessAssetsJob><assetHandleArray>' +
        `<items>${press}</items></assetHandleArray><createMask>false</createMask>` +
        `${options('Convert', 'a|999999')}<emailSetting>None</emailSetting></reprocessAssetsJob>`,
    })
    expect(text).toContain(`colorManagementOptions/sourceProfileHandle: 'a|999999' ${names}`)
  })

  it('fails the file when the profile is gone by the time of its processing', async () => {
    await uploadWith(
      darkroom,
      'short-lived.icc',
      pressProfile('Gone', labOf, () => [0, 0, 0, 0]),
      '',
    )
    const { id } = await assetRow(darkroom, 'short-lived')
    const settings = settingsPart('late', neededSettings + options('Convert', `a|${id}`))
    const begun = await postForm(darkroom.url, [authPart(), settings])
    const handle = /<jobHandle>(.*?)<\/jobHandle>/.exec(begun.text)?.[1] ?? ''
    await darkroom.app.db.updateTable('asset').set({ trash_state: 'InTrash' }).where('id', '=', id).execute()
    const files = [{ name: 'late.png', bytes: await plainPng(20, 20, 'red') }]
    await uploaded(darkroom.url, { jobHandle: handle, files, endJob: true })
    const log = await jobEnded(darkroom.url, handle)
    expect(log.counts).toMatchObject({ success: 0, error: 1 })
    expect(log.lines.map(({ message }) => message).join()).toContain(`'a|${id}' ${names}`)
  })
})
