import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Asset } from '../../src/core/assets/same-asset.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { jpeg, plainPng } from '../support/pictures.ts'
import { assetNamed, told, uploadAll } from './asset-rows.ts'
import { publishJob, runJob } from './run-job.ts'

let darkroom: TestApp

/** The first box of a JPEG XL file, which is kept without a picture. */
const jxl = Buffer.from('0000000c4a584c200d0a870a', 'hex')

beforeAll(async () => {
  darkroom = await startTestApp()
  const transparent = await sharp({
    create: { width: 20, height: 20, channels: 4, background: { r: 9, g: 9, b: 9, alpha: 0.5 } },
  })
    .png()
    .toBuffer()
  const usm = '<unsharpMaskOptions><amount>1</amount><radius>1</radius></unsharpMaskOptions>'
  await uploadAll(darkroom, {
    options: usm,
    files: [{ name: 'sharp.jpg', bytes: await jpeg(64, 48) }],
  })
  await uploadAll(darkroom, { createMask: true, files: [{ name: 'mask.png', bytes: transparent }] })
  await uploadAll(darkroom, {
    files: [
      { name: 'plain.png', bytes: await plainPng(20, 20, 'red') },
      { name: 'old.jxl', bytes: jxl },
      { name: 'notes.txt', bytes: Buffer.from('words') },
    ],
  })
})
afterAll(async () => await darkroom.close())

const optimize = async () => await runJob(darkroom.url, publishJob('optimizeImagesJob'))
const assets = async (): Promise<Asset[]> =>
  await Promise.all(
    ['sharp.jpg', 'mask.png', 'plain.png', 'old.jxl', 'notes.txt'].map((name) => assetNamed(darkroom, name)),
  )

async function change(fileName: string, values: Record<string, unknown>): Promise<void> {
  await darkroom.app.db.updateTable('asset').set(values).where('file_name', '=', fileName).execute()
}

describe('optimizeImagesJob', () => {
  it('leaves images alone that are as they would be made today, and says which can not be made', async () => {
    const before = await assets()
    const { counts, lines } = await optimize()
    expect(told(lines)).toEqual([
      'DuplicateSkipped File old.jxl was left as it is, because no picture can be made of it.',
      expect.stringMatching(/^UploadWarning File old\.jxl: /),
    ])
    expect(counts).toMatchObject({ update: 0, duplicate: 1, error: 0, warning: 1, total: 1 })
    expect(await assets()).toEqual(before)
  })

  it('makes missing pyramids and those of an older recipe, with the options of the upload', async () => {
    const before = await assets()
    const crop = { left: 1, top: 2, width: 3, height: 4 }
    await change('sharp.jpg', {
      derived: JSON.stringify({ pyramid: 'f'.repeat(64) }),
      crop: JSON.stringify(crop),
      ready_for_publish: false,
    })
    await change('mask.png', { derived: '{}', served_as: 'content', image: null })
    // From before options were kept, but made as today.
    await change('plain.png', { processing: null })
    const { counts, lines } = await optimize()
    expect(counts).toMatchObject({ update: 2, duplicate: 1, error: 0, total: 3 })
    expect(
      told(lines)
        .filter((line) => line.startsWith('ReoptimizeSuccess'))
        .sort(),
    ).toEqual([
      'ReoptimizeSuccess File mask.png was processed again.',
      'ReoptimizeSuccess File sharp.jpg was processed again.',
    ])
    const [sharpened, masked, plain] = await assets()
    expect(sharpened).toMatchObject({
      derived: before[0]?.derived,
      version: (before[0]?.version ?? 0) + 1,
      crop,
      ready_for_publish: false,
    })
    expect(masked).toMatchObject({
      derived: before[1]?.derived,
      served_as: 'image',
      name: 'mask',
      image: before[1]?.image,
    })
    expect(plain?.version).toBe(before[2]?.version)
  })
})
