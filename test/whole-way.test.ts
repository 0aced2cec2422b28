import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp } from './support/app.ts'
import { difference, jpeg } from './support/pictures.ts'
import { elements, jobEnded, publish, soap } from './support/soap.ts'
import { uploaded } from './support/upload.ts'

let darkroom: TestApp

beforeAll(async () => {
  darkroom = await startTestApp()
})
afterAll(async () => await darkroom.close())

it('goes the whole way: two POSTs, poll, log details, publish, fetch, and the pixels are those of the photograph', async () => {
  const { url } = darkroom
  const [first, second] = await Promise.all([jpeg(1200, 800), jpeg(640, 480)])
  const jobHandle = await uploaded(url, {
    jobName: 'whole way',
    files: [{ name: 'Demo/shoes//first.jpg', bytes: first }],
  })
  expect(jobHandle).toMatch(/^j\|1\|\|whole way\|\d+$/)

  const polled = await soap(url, {
    operation: 'getActiveJobs',
    param: `<companyHandle>c|1</companyHandle><jobHandle>${jobHandle}</jobHandle>`,
  })
  expect(elements(polled.body, 'jobHandle').map((element) => element.text)).toEqual([jobHandle])

  expect(
    await uploaded(url, { jobHandle, endJob: true, files: [{ name: 'second.jpg', bytes: second }] }),
  ).toBe(jobHandle)
  const log = await jobEnded(url, jobHandle)
  expect(log.counts).toEqual({ success: 2, update: 0, duplicate: 0, error: 0, warning: 0, total: 2 })
  expect(
    log.lines
      .filter((line) => line.type === 'UploadSuccess')
      .map((line) => line.assetName)
      .sort(),
  ).toEqual(['first', 'second'])

  expect((await fetch(`${url}/is/image/Demo/first`)).status).toBe(404)
  expect((await publish(url)).counts.success).toBe(2)

  const response = await fetch(`${url}/is/image/Demo/first?wid=300&qlt=95`)
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('image/jpeg')
  const expected = await sharp(first).resize(300).jpeg({ quality: 95 }).toBuffer()
  expect(await difference(Buffer.from(await response.arrayBuffer()), expected)).toBeLessThan(2)
})
