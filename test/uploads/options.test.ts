import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { unsharpMask } from '../../src/core/imaging/unsharp-mask.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { difference, gradient, jpeg, plainPng } from '../support/pictures.ts'
import { type EndedJob, jobEnded, publish } from '../support/soap.ts'
import { type Upload, uploaded } from '../support/upload.ts'
import { assetRow, assetsNamed } from './state.ts'

let darkroom: TestApp
let url: string

beforeAll(async () => {
  darkroom = await startTestApp()
  url = darkroom.url
})
afterAll(async () => await darkroom.close())

/** Uploads one file as a job of its own, and waits for its end. */
async function ingest(name: string, bytes: Uint8Array, upload: Upload = {}): Promise<EndedJob> {
  const files = [{ name, bytes }]
  return await jobEnded(url, await uploaded(url, { jobName: name, files, endJob: true, ...upload }))
}

async function delivered(name: string, query = 'fmt=png'): Promise<Buffer> {
  const response = await fetch(`${url}/is/image/Demo/${name}?${query}`)
  if (response.status !== 200) throw new Error(`${name}: ${response.status} ${await response.text()}`)
  return Buffer.from(await response.arrayBuffer())
}

function cropXml(left: number, right: number, top: number, bottom: number): string {
  return `<manualCropOptions><left>${left}</left><right>${right}</right><top>${top}</top><bottom>${bottom}</bottom></manualCropOptions>`
}

const types = (log: EndedJob) => log.lines.map(({ type }) => type)

describe('overwrite', () => {
  it('true replaces the asset: FileUpdated, one asset, its next version, the new bytes', async () => {
    await ingest('over.txt', Buffer.from('old'))
    const before = await assetRow(darkroom, 'over')
    const log = await ingest('over.txt', Buffer.from('newer'), { overwrite: true })
    expect(log.counts).toMatchObject({ success: 0, update: 1, duplicate: 0, total: 1 })
    expect(types(log)).toContain('FileUpdated')
    expect(await assetsNamed(url, 'over')).toHaveLength(1)
    const after = await assetRow(darkroom, 'over')
    expect(after).toMatchObject({ id: before.id, version: before.version + 1, size: 5 })
  })

  it('false leaves the asset alone: DuplicateSkipped', async () => {
    await ingest('keep.txt', Buffer.from('old'))
    const before = await assetRow(darkroom, 'keep')
    const log = await ingest('keep.txt', Buffer.from('newer'), { overwrite: false })
    expect(log.counts).toMatchObject({ success: 0, update: 0, duplicate: 1, total: 1 })
    expect(types(log)).toContain('DuplicateSkipped')
    expect(await assetRow(darkroom, 'keep')).toEqual(before)
  })

  it('false also holds for two files of one job under one name', async () => {
    const files = [1, 2].map((n) => ({ name: 'same.txt', bytes: Buffer.from(`${n}`) }))
    const log = await jobEnded(
      url,
      await uploaded(url, { jobName: 's', files, overwrite: false, endJob: true }),
    )
    expect(log.counts).toMatchObject({ success: 1, duplicate: 1, total: 2 })
  })
})

describe('readyForPublish', () => {
  it.each([
    [true, 200],
    [false, 404],
  ])('%s: after a publish the image answers %s', async (readyForPublish, status) => {
    const name = `ready-${readyForPublish}`
    await ingest(`${name}.png`, await plainPng(20, 20, 'red'), { readyForPublish })
    await publish(url)
    expect((await fetch(`${url}/is/image/Demo/${name}`)).status).toBe(status)
  })
})

describe('preservePublishState', () => {
  it.each([
    ['true keeps the mark of the replaced asset', true, false, true, false],
    ['true keeps the mark of the replaced asset', true, true, false, true],
    ['true has nothing to keep for a new asset', true, undefined, true, true],
    ['false takes the mark of the upload', false, false, true, true],
    ['false takes the mark of the upload', false, true, false, false],
  ])('%s (%#)', async (_, preserve, was, asked, is) => {
    const name = `state-${preserve}-${was}-${asked}`
    if (was !== undefined) await ingest(`${name}.txt`, Buffer.from('1'), { readyForPublish: was })
    const options = `<preservePublishState>${preserve}</preservePublishState>`
    await ingest(`${name}.txt`, Buffer.from('2'), { readyForPublish: asked, options })
    expect((await assetRow(darkroom, name)).ready_for_publish).toBe(is)
  })
})

describe('crops', () => {
  it('manualCropOptions are margins of what is delivered, and leave the original alone', async () => {
    const original = await jpeg(400, 300)
    await ingest('cropped.jpg', original, { options: cropXml(50, 70, 20, 30) })
    const asset = await assetRow(darkroom, 'cropped')
    expect(asset.crop).toEqual({ left: 50, top: 20, width: 280, height: 250 })
    const stored = await darkroom.app.engine.blobs.read(asset.original_key)
    expect(Buffer.concat(await Array.fromAsync(stored))).toEqual(original)
    await publish(url)
    const area = sharp(original).extract({ left: 50, top: 20, width: 280, height: 250 })
    expect(await difference(await delivered('cropped'), await area.png().toBuffer())).toBeLessThan(2)
  })

  it('of four zeros crop nothing', async () => {
    await ingest('zeros.png', await plainPng(30, 20, 'red'), { options: cropXml(0, 0, 0, 0) })
    expect((await assetRow(darkroom, 'zeros')).crop).toBeNull()
  })

  const first = { left: 1, top: 2, width: 27, height: 15 }
  it.each([
    ['absent keeps the crop', '', first],
    ['true keeps the crop', '<preserveCrop>true</preserveCrop>', first],
    ['false drops the crop', '<preserveCrop>false</preserveCrop>', null],
    [
      'true gives way to a crop that is asked for',
      `<preserveCrop>true</preserveCrop>${cropXml(5, 5, 5, 5)}`,
      { left: 5, top: 5, width: 20, height: 10 },
    ],
  ])('preserveCrop %s of the replaced asset', async (what, options, crop) => {
    const name = `preserve-${what.replaceAll(' ', '-')}`
    await ingest(`${name}.png`, await plainPng(30, 20, 'red'), { options: cropXml(1, 2, 2, 3) })
    expect((await assetRow(darkroom, name)).crop).toEqual(first)
    await ingest(`${name}.png`, await plainPng(30, 20, 'blue'), { options })
    expect((await assetRow(darkroom, name)).crop).toEqual(crop)
  })

  it('preserveCrop drops a crop that does not fit the new picture, with a warning', async () => {
    await ingest('shrunk.png', await plainPng(30, 20, 'red'), { options: cropXml(1, 2, 2, 3) })
    const log = await ingest('shrunk.png', await plainPng(10, 10, 'red'))
    expect(log.counts).toMatchObject({ update: 1, warning: 1 })
    expect((await assetRow(darkroom, 'shrunk')).crop).toBeNull()
  })
})

describe('unsharpMaskOptions', () => {
  it.each([
    ['each channel', 0],
    ['brightness only', 1],
  ])('sharpen the pyramid as the direct computation does: %s', async (_, monochrome) => {
    const opaque = await gradient(256, 192).ensureAlpha().raw().toBuffer()
    const raw = { width: 256, height: 192, channels: 4 } as const
    const picture = await sharp(opaque, { raw }).png().toBuffer()
    const name = `sharp-${monochrome}`
    await ingest(`${name}-plain.png`, picture)
    const options = `<unsharpMaskOptions><amount>2</amount><radius>1.5</radius><threshold>0</threshold><monochrome>${monochrome}</monochrome></unsharpMaskOptions>`
    await ingest(`${name}.png`, picture, { options })
    await publish(url)
    const mask = { amount: 2, radius: 1.5, threshold: 0, monochrome: monochrome === 1 }
    const sharpened = unsharpMask({ data: new Uint8Array(opaque), ...raw, hasAlpha: true }, mask)
    const expected = await sharp(Buffer.from(sharpened.data), { raw }).png().toBuffer()
    expect(await difference(await delivered(name), expected)).toBeLessThan(0.1)
    expect(await difference(await delivered(`${name}-plain`), picture)).toBeLessThan(0.1)
    expect(await difference(expected, picture)).toBeGreaterThan(0.4)
  })
})

describe('createMask', () => {
  it('true gives the alpha channel as an image of its own', async () => {
    const alpha = await gradient(120, 80).extractChannel(0).png().toBuffer()
    const picture = await gradient(120, 80).joinChannel(alpha).png().toBuffer()
    await ingest('masked.png', picture, { createMask: true })
    await ingest('unmasked.png', picture, { createMask: false })
    await publish(url)
    expect(await difference(await delivered('masked', 'req=mask&fmt=png'), alpha)).toBeLessThan(0.1)
    expect((await fetch(`${url}/is/image/Demo/unmasked?req=mask`)).status).toBe(404)
  })

  it('true has no mask to give for a picture without alpha, which is no error', async () => {
    const log = await ingest('opaque.jpg', await jpeg(20, 20), { createMask: true })
    expect(log.counts).toMatchObject({ success: 1, error: 0 })
    expect((await assetRow(darkroom, 'opaque')).derived.mask).toBeUndefined()
  })
})

describe('xmpKeywords', () => {
  it('are in the metadata of the asset, beside those of the file', async () => {
    const xmp =
      '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">' +
      '<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:subject><rdf:Bag><rdf:li>own</rdf:li></rdf:Bag>' +
      '</dc:subject></rdf:Description></rdf:RDF></x:xmpmeta>'
    const picture = await gradient(20, 20).jpeg().withXmp(xmp).toBuffer()
    const options = '<xmpKeywords>shoe, dark red, A\\, B, own</xmpKeywords>'
    await ingest('keywords.jpg', picture, { options })
    const [asset] = await assetsNamed(url, 'keywords')
    expect(JSON.parse(asset?.metadata['dc.subject'] ?? '')).toEqual(['own', 'shoe', 'dark red', 'A, B'])
  })

  it('are taken for files that are no pictures too', async () => {
    await ingest('words.txt', Buffer.from('words'), { options: '<xmpKeywords>manual</xmpKeywords>' })
    const [asset] = await assetsNamed(url, 'words')
    expect(asset?.metadata['dc.subject']).toBe('["manual"]')
  })
})
