import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { uploadAll } from '../jobs/asset-rows.ts'
import { publishJob, runJob } from '../jobs/run-job.ts'
import { uploadWith } from '../processing-options/upload-with.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { difference } from '../support/pictures.ts'
import { ffmpegFile, framesAt, testVideo } from '../support/videos.ts'
import { fieldsXml } from '../uploads/every-setting.ts'

let darkroom: TestApp
let film: Buffer
let transport: Buffer
let frames: readonly Buffer[]

const thumbnailAt = (milliseconds: number) =>
  fieldsXml({
    mediaOptions: { generateThumbnail: true, thumbnailOptions: { thumbnailTime: milliseconds } },
  })
const playlist = '#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nfilm.ts\n#EXT-X-ENDLIST\n'
const manifest = '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static"/>'
const segment = Buffer.from('\0\0\0\x18stypmsdh\0\0\0\0msdhmsix', 'latin1')

/** Published: 'film' with the frame of a second as its picture, and a stream in parts as an encoder elsewhere writes it. */
beforeAll(async () => {
  darkroom = await startTestApp()
  film = await testVideo('film.mp4', { seconds: 3, size: '160x120' })
  await writeFile(join(darkroom.dataFolder, 'film.mp4'), film)
  transport = await ffmpegFile('film.ts', [
    ...['-i', join(darkroom.dataFolder, 'film.mp4'), '-c', 'copy', '-f', 'mpegts'],
  ])
  await uploadWith(darkroom, 'film.mp4', film, thumbnailAt(1000))
  await uploadAll(darkroom, {
    options: '<mediaOptions><generateThumbnail>false</generateThumbnail></mediaOptions>',
    files: [
      { name: 'part.ts', bytes: transport },
      { name: 'stream.m3u8', bytes: Buffer.from(playlist) },
      { name: 'stream.mpd', bytes: Buffer.from(manifest) },
      { name: 'chunk-1.m4s', bytes: segment },
    ],
  })
  frames = await framesAt(join(darkroom.dataFolder, 'film.mp4'), [1, 2.5])
  await runJob(darkroom.url, publishJob('videoPublishJob'))
})
afterAll(async () => await darkroom.close())

it('shows the first frame, with a warning, where thumbnailTime is before it', async () => {
  const { counts, lines } = await uploadWith(darkroom, 'early.mp4', film, thumbnailAt(-5))
  expect(counts).toMatchObject({ success: 1, warning: 1 })
  expect(lines.map(({ message }) => message).join('\n')).toContain(
    'early.mp4: thumbnailTime -5 is not within the',
  )
})

async function reply(path: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${darkroom.url}/is/${path}`, { headers })
  return { response, bytes: Buffer.from(await response.arrayBuffer()) }
}

describe('the picture of a video', () => {
  it('is the frame at its thumbnail time, in full size', async () => {
    const { bytes } = await reply('image/Demo/film?fmt=png')
    expect(await difference(bytes, frames[0] as Buffer)).toBeLessThan(4)
  })

  it('takes commands, tells its properties and is a layer like any picture', async () => {
    const small = await sharp((await reply('image/Demo/film?wid=80&fmt=webp')).bytes).metadata()
    expect([small.format, small.width, small.height]).toEqual(['webp', 80, 60])
    expect((await reply('image/Demo/film?req=props')).bytes.toString()).toContain('image.width=160')
    const composed = (await reply('image/Demo/?size=200,150&layer=1&src=film&size=40,30&fmt=png')).bytes
    expect((await sharp(composed).metadata()).width).toBe(200)
  })

  it('has another entity tag once another frame is published', async () => {
    const before = (await reply('image/Demo/film')).response.headers.get('etag') ?? ''
    const again = await reply('image/Demo/film', { 'if-none-match': before })
    expect([again.response.status, again.bytes.length]).toEqual([304, 0])
    await uploadWith(darkroom, 'film.mp4', film, thumbnailAt(2500))
    await runJob(darkroom.url, publishJob('videoPublishJob'))
    const { response, bytes } = await reply('image/Demo/film?fmt=png', { 'if-none-match': before })
    expect(response.status).toBe(200)
    expect(await difference(bytes, frames[1] as Buffer)).toBeLessThan(4)
  })
})

describe('/is/content', () => {
  it.each([
    ['film.mp4', 'video/mp4', () => film],
    ['part.ts', 'video/mp2t', () => transport],
    ['stream.m3u8', 'application/vnd.apple.mpegurl', () => Buffer.from(playlist)],
    ['stream.mpd', 'application/dash+xml', () => Buffer.from(manifest)],
    ['chunk-1.m4s', 'video/iso.segment', () => segment],
  ])('sends %s as %s, whole and in parts', async (name, type, content) => {
    const whole = await reply(`content/Demo/${name}`)
    expect([whole.response.status, whole.response.headers.get('content-type')]).toEqual([200, type])
    expect(whole.bytes.equals(content())).toBe(true)
    const part = await reply(`content/Demo/${name}`, { range: 'bytes=4-11' })
    expect([part.response.status, part.response.headers.get('content-type')]).toEqual([
      206,
      whole.response.headers.get('content-type'),
    ])
    expect(part.bytes.equals(content().subarray(4, 12))).toBe(true)
  })
})
