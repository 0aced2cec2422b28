import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestRun, type TestRun } from './test-run.ts'

let run: TestRun
let profile: Buffer
beforeAll(async () => {
  run = await startTestRun()
  const picture = await sharp({ create: { width: 2, height: 2, channels: 3, background: 'red' } })
    .withIccProfile('p3')
    .png()
    .toBuffer()
  profile = Buffer.from((await sharp(picture).metadata()).icc ?? Buffer.alloc(0))
})
afterAll(() => run.remove())

it('tells what it is for', async () => {
  const result = await run.process('a.icc', profile, { xmpKeywords: ['wide'] })
  expect(result).toMatchObject({
    assetType: 'IccProfile',
    mimeType: 'application/vnd.iccprofile',
    derived: [],
    warnings: [],
  })
  expect(result.metadata).toMatchObject({
    'icc.Class': 'Display',
    'icc.ColorSpace': 'RGB',
    'icc.ConnectionSpace': 'XYZ',
    'icc.RenderingIntent': 'Perceptual',
    'dc.subject': '["wide"]',
  })
  expect(result.metadata['icc.Description']).toBeTruthy()
  expect(result.metadata['icc.Version']).toMatch(/^[24]\.\d$/)
})

it.each([
  ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length - 20), 'and says'],
  ['only a header', (bytes: Buffer) => bytes.subarray(0, 130), 'at least 132 are needed'],
  ['with too many tags', (bytes: Buffer) => put(bytes, 128, 0xffffffff), '4294967295 tags'],
  ['with a tag outside of it', (bytes: Buffer) => put(bytes, 132 + 4, 0xfffffff0), 'its tag "'],
])('%s is an error of the file', async (_, damage, words) => {
  await expect(run.process('a.icc', damage(profile))).rejects.toMatchObject({
    code: 'bad-file',
    message: expect.stringContaining(words),
  })
})

function put(bytes: Buffer, at: number, value: number): Buffer {
  const copy = Buffer.from(bytes)
  copy.writeUInt32BE(value, at)
  return copy
}
