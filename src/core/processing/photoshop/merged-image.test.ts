import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { derivedPath, startTestRun, type TestRun } from '../test-run.ts'
import { type MergedPsd, mergedPsd } from './test-merged-psd.ts'

let run: TestRun
beforeAll(async () => {
  run = await startTestRun()
})
afterAll(() => run.remove())

const width = 40
const height = 30
const area = width * height

/** A channel that is `left` in the left half and `right` in the right one. */
function halves(left: number, right: number): Uint8Array {
  return Uint8Array.from({ length: area }, (_, i) => (i % width < width / 2 ? left : right))
}

function halves16(left: number, right: number): Uint16Array {
  return Uint16Array.from({ length: area }, (_, i) => (i % width < width / 2 ? left : right))
}

const rgb: MergedPsd = {
  width,
  height,
  mode: 3,
  depth: 8,
  channels: [halves(250, 10), halves(20, 120), halves(30, 230)],
}

async function processed(psd: MergedPsd, options = {}) {
  const result = await run.process('picture.psd', mergedPsd(psd), options)
  const path = derivedPath(result, 'pyramid')
  const header = await sharp(path).metadata()
  const { data, info } = await sharp(path)
    .pipelineColourspace(header.space)
    .toColourspace(header.space)
    .raw(header.depth === 'ushort' ? { depth: 'ushort' } : {})
    .toBuffer({ resolveWithObject: true })
  const samples =
    header.depth === 'ushort' ? new Uint16Array(data.buffer, data.byteOffset, data.length / 2) : data
  const pixel = (x: number, y: number) => {
    const at = (y * info.width + x) * info.channels
    return [...samples.subarray(at, at + info.channels)]
  }
  return { result, path, left: pixel(5, 15), right: pixel(34, 15), header }
}

function expectNear(found: readonly number[], wanted: readonly number[], by = 3): void {
  expect(found).toHaveLength(wanted.length)
  found.forEach((value, i) => {
    expect(Math.abs(value - (wanted[i] as number)), `${found} is ${wanted}`).toBeLessThanOrEqual(by)
  })
}

describe('the merged image', () => {
  it.each(['raw', 'packed', 'zip', 'predicted'] as const)('is read when it is %s', async (compression) => {
    const { result, left, right, header } = await processed({ ...rgb, compression })
    expect(result.assetType).toBe('PsdTemplate')
    expect(result.mimeType).toBe('image/vnd.adobe.photoshop')
    expect(result.image).toMatchObject({ width, height, format: 'psd', hasAlpha: false, colorSpace: 'RGB' })
    expect(header).toMatchObject({ width, height, space: 'srgb', channels: 3 })
    expectNear(left, [250, 20, 30])
    expectNear(right, [10, 120, 230])
    expect(result.warnings).toEqual([])
  })

  it.each(['raw', 'packed', 'predicted'] as const)('keeps 16 bits when it is %s', async (compression) => {
    const channels = [halves16(60_001, 1), halves16(300, 40_000), halves16(5, 65_535)]
    const { left, right, header, result } = await processed({ ...rgb, depth: 16, channels, compression })
    expect(header).toMatchObject({ space: 'rgb16', depth: 'ushort' })
    expect(result.image?.bitsPerChannel).toBe(16)
    expect(left).toEqual([60_001, 300, 5])
    expect(right).toEqual([1, 40_000, 65_535])
  })

  it('is read from a large document', async () => {
    for (const compression of ['packed', 'zip'] as const) {
      const { left } = await processed({ ...rgb, large: true, compression })
      expectNear(left, [250, 20, 30])
    }
  })

  it('turns inks the right way up', async () => {
    const channels = [halves(255, 0), halves(0, 255), halves(255, 255), halves(255, 155)]
    const { left, right, header, result } = await processed({
      ...rgb,
      mode: 4,
      channels,
      compression: 'packed',
    })
    expect(header).toMatchObject({ space: 'cmyk', channels: 4 })
    expect(result.image?.colorSpace).toBe('CMYK')
    expectNear(left, [0, 255, 0, 0], 6)
    expectNear(right, [255, 0, 0, 100], 6)
  })

  it('keeps gray as gray, also of a duotone, which is a warning', async () => {
    const gray = await processed({ ...rgb, mode: 1, channels: [halves(200, 50)] })
    expect(gray.header).toMatchObject({ space: 'b-w', channels: 1 })
    expectNear(gray.left, [200])
    const duotone = await processed({ ...rgb, mode: 8, channels: [halves(200, 50)] })
    expectNear(duotone.right, [50])
    expect(duotone.result.warnings).toEqual([
      '"picture.psd" is a duotone; its picture is gray, without the inks.',
    ])
  })

  it('takes the colours of a palette, without loss, and its transparent entry', async () => {
    const palette = Buffer.alloc(768)
    for (const [index, colour] of [[1, [255, 0, 0]] as const, [2, [0, 17, 255]] as const])
      colour.forEach((value, channel) => {
        palette[channel * 256 + index] = value
      })
    const indexed: MergedPsd = { ...rgb, mode: 2, channels: [halves(1, 2)], palette, compression: 'packed' }
    const opaque = await processed(indexed)
    expect(opaque.left).toEqual([255, 0, 0])
    expect(opaque.right).toEqual([0, 17, 255])
    const clear = await processed({ ...indexed, resources: { 1047: Buffer.from([0, 2]) } })
    expect(clear.left).toEqual([255, 0, 0, 255])
    expect(clear.right[3]).toBe(0)
  })

  it('reads bitmaps, where a set bit is black', async () => {
    const rowBytes = Math.ceil(width / 8)
    const bits = Uint8Array.from({ length: rowBytes * height }, (_, i) => (i % rowBytes < 2 ? 0xff : 0))
    const { left, right } = await processed({
      ...rgb,
      mode: 0,
      depth: 1,
      channels: [bits],
      compression: 'packed',
    })
    expect([left, right]).toEqual([[0], [255]])
  })

  it('turns Lab into sRGB that looks the same', async () => {
    // L* 53.2, a* 80, b* 67 is the red of sRGB; the middle of a and b is at 128.
    const channels = [halves(136, 255), halves(208, 128), halves(195, 128)]
    const { left, right, header, result } = await processed({ ...rgb, mode: 9, channels })
    expect(header.space).toBe('srgb')
    expectNear(left, [255, 0, 0], 12)
    expectNear(right, [255, 255, 255], 3)
    expect(result.warnings).toEqual(['"picture.psd" is in Lab; its picture is in sRGB.'])
  })

  it('shows linear light of 32 bits as 16 bits of sRGB', async () => {
    const light = (left: number, right: number) =>
      Float32Array.from(halves(0, 1), (side) => (side ? right : left))
    const channels = [light(1, 0), light(0.2140411, 0), light(4, 0)]
    for (const compression of ['raw', 'zip'] as const) {
      const { left, header, result } = await processed({ ...rgb, depth: 32, channels, compression })
      expect(header.depth).toBe('ushort')
      expectNear(left, [65_535, 32_768, 65_535], 20)
      expect(result.warnings).toHaveLength(1)
    }
  })

  it('shows three channels without a mode as inks without black, with a warning', async () => {
    const { left, header, result } = await processed({ ...rgb, mode: 7, channels: rgb.channels })
    expect(header.space).toBe('cmyk')
    expectNear(left, [5, 235, 225, 0], 6)
    expect(result.warnings).toHaveLength(1)
  })

  it('makes transparency its alpha, and takes the white out of what is half transparent', async () => {
    // Half transparent red on white is 255, 127, 127.
    const channels = [halves(255, 255), halves(127, 255), halves(127, 255), halves(128, 0)]
    const { left, right, result } = await processed({ ...rgb, channels, transparency: true })
    expect(result.image).toMatchObject({ hasAlpha: true, channels: 4 })
    expectNear(left, [255, 0, 0, 128], 1)
    expect(right[3]).toBe(0)
  })

  it('takes a saved selection as alpha, and a spot colour as none', async () => {
    const channels = [...rgb.channels, halves(0, 255)]
    const selection = await processed({ ...rgb, channels })
    expect([selection.left[3], selection.right[3]]).toEqual([0, 255])
    const display = Buffer.concat([Buffer.from([0, 0, 0, 1]), Buffer.alloc(12), Buffer.from([2])])
    const spot = await processed({ ...rgb, channels, resources: { 1077: display } })
    expect(spot.result.image?.hasAlpha).toBe(false)
  })

  it('keeps profile and resolution, and reads XMP, IPTC and EXIF', async () => {
    const icc = await profile()
    const resolution = Buffer.alloc(16)
    resolution.writeUInt32BE(300 * 65_536)
    const xmp = Buffer.from(
      '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:City="Bern"/></rdf:RDF></x:xmpmeta>',
    )
    const iptc = Buffer.concat([Buffer.from([0x1c, 2, 105, 0, 8]), Buffer.from('Headline')])
    const exif = await exifBlock()
    const resources = { 1005: resolution, 1028: iptc, 1039: icc, 1058: exif, 1060: xmp }
    const { header, result } = await processed({ ...rgb, resources }, { xmpKeywords: ['shoe'] })
    expect(header.icc?.equals(icc)).toBe(true)
    expect(header.density).toBe(300)
    expect(result.image).toMatchObject({ resolution: 300 })
    expect(result.metadata).toMatchObject({
      'photoshop.City': 'Bern',
      'iptc.Headline': 'Headline',
      'exif.Make': 'darkroom',
      'dc.subject': '["shoe"]',
    })
  })
})

async function profile(): Promise<Buffer> {
  const { icc } = await sharp(
    await sharp({ create: { width: 1, height: 1, channels: 3, background: 'red' } })
      .withIccProfile('p3')
      .png()
      .toBuffer(),
  ).metadata()
  if (!icc) throw new Error('no profile')
  return icc
}

/** Of a JPEG, without the six bytes of `Exif`. */
async function exifBlock(): Promise<Buffer> {
  const jpeg = await sharp({ create: { width: 1, height: 1, channels: 3, background: 'red' } })
    .withExif({ IFD0: { Make: 'darkroom' } })
    .jpeg()
    .toBuffer()
  const { exif } = await sharp(jpeg).metadata()
  if (!exif) throw new Error('no EXIF')
  return exif.toString('latin1', 0, 4) === 'Exif' ? exif.subarray(6) : exif
}
