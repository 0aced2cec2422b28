import { crc32, deflateRawSync, constants as zlib } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { jpeg } from '../support/pictures.ts'
import { type EndedJob, jobEnded } from '../support/soap.ts'
import { uploaded } from '../support/upload.ts'
import { assetsNamed, traces } from './state.ts'

/** A whole, valid PNG of zeros with one bit per pixel. The same compressed block stands for every piece of it. */
function blackPng(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
    const frame = Buffer.alloc(8)
    frame.writeUInt32BE(data.length, 0)
    frame.writeUInt32BE(crc32(body), 4)
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.writeUInt8(1, 8)
  const rows = 100
  const block = Buffer.alloc(rows * (1 + Math.ceil(width / 8)))
  const packed = deflateRawSync(block, { finishFlush: zlib.Z_FULL_FLUSH, level: 9 })
  const pieces = Array.from({ length: height / rows }, () => packed)
  const adler = Buffer.alloc(4)
  adler.writeUInt32BE((((block.length * pieces.length) % 65_521) << 16) + 1)
  const data = [Buffer.from([0x78, 0x9c]), ...pieces, deflateRawSync(Buffer.alloc(0)), adler]
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', Buffer.concat(data)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

let darkroom: TestApp
let log: EndedJob

beforeAll(async () => {
  darkroom = await startTestApp()
  const photograph = await jpeg(300, 200)
  const bomb = blackPng(50_000, 50_000)
  expect(bomb.length).toBeLessThan(1_000_000)
  const jobHandle = await uploaded(darkroom.url, {
    jobName: 'good and bad',
    endJob: true,
    files: [
      { name: 'empty.jpg', bytes: Buffer.alloc(0) },
      { name: 'good-1.jpg', bytes: photograph },
      { name: 'text.jpg', bytes: Buffer.from('This is no picture.\n') },
      { name: 'cut.jpg', bytes: photograph.subarray(0, photograph.length / 2) },
      { name: 'bomb.png', bytes: bomb },
      { name: 'good-2.png', bytes: blackPng(100, 100) },
      { name: 'good-3.txt', bytes: Buffer.from('words') },
    ],
  })
  log = await jobEnded(darkroom.url, jobHandle)
})
afterAll(async () => await darkroom.close())

describe('files that can not be processed', () => {
  it.each([
    ['empty.jpg', /empty/],
    ['text.jpg', /"text\.jpg"/],
    ['cut.jpg', /not complete/],
    ['bomb.png', /50000 x 50000 = 2500000000 pixels; the limit is 500000000/],
  ])('%s is an error in the log, with its reason, and no asset', async (name, reason) => {
    const errors = log.lines.filter(({ type, message }) => type === 'UploadError' && message.includes(name))
    expect(errors).toHaveLength(1)
    expect(errors[0]?.message).toMatch(reason)
    expect(await assetsNamed(darkroom.url, name.replace(/\..*/, ''))).toEqual([])
  })

  it('are counted, and the others go on', async () => {
    expect(log.counts).toEqual({ success: 3, update: 0, duplicate: 0, error: 4, warning: 0, total: 7 })
    for (const name of ['good-1', 'good-2', 'good-3'])
      expect(await assetsNamed(darkroom.url, name)).toHaveLength(1)
    expect((await traces(darkroom)).staged).toBe(0)
  })
})
