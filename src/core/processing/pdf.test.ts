import { readFile, stat } from 'node:fs/promises'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { filled, pdf, text } from '../../../test/support/pdf.ts'
import { pagesOf, plain, pyramidOf, sampleAt } from '../../../test/support/pdf-pages.ts'
import type { GeneratedSet } from './generated-asset.ts'
import { derivedPath, startTestRun, type TestResult, type TestRun } from './test-run.ts'

let run: TestRun
beforeAll(async () => {
  run = await startTestRun()
})
afterAll(async () => await run.remove())

const a4 = { width: 595.276, height: 841.89 }

function catalogueOf({ generated = [] }: TestResult): GeneratedSet | undefined {
  return generated.find((asset) => asset.kind === 'set')
}

/** The compression of a TIFF as its first directory has it: 7 is JPEG, 8 deflate. */
async function compressionOf(path: string): Promise<number> {
  const file = await readFile(path)
  const directory = file.readUInt32LE(4)
  const entries = Array.from({ length: file.readUInt16LE(directory) }, (_, at) => directory + 2 + 12 * at)
  const entry = entries.find((at) => file.readUInt16LE(at) === 259)
  return entry === undefined ? 0 : file.readUInt16LE(entry + 8)
}

describe('Rasterize', () => {
  it('is what happens without options: pages at 72 ppi, and a catalogue of them', async () => {
    const file = pdf({
      info: { Title: 'Spring list', Author: 'Ann', Keywords: 'shoes, hats' },
      pages: [{ ...a4, content: text('One', 72, 700) }, plain(filled('1 0 0', 0, 0, 100, 100))],
    })
    const result = await run.process('list.pdf', file, { xmpKeywords: ['spring'] })
    expect(result).toMatchObject({
      assetType: 'Pdf',
      mimeType: 'application/pdf',
      servedAs: 'content',
      image: { width: 595, height: 842, resolution: 72, pages: 2 },
      warnings: [],
      metadata: {
        'dc.title': 'Spring list',
        'dc.creator': '["Ann"]',
        'dc.subject': '["shoes","hats","spring"]',
        'pdf.Pages': '2',
      },
    })
    const pages = pagesOf(result)
    expect(pages.map(({ part, fileName, assetType, engine }) => [part, fileName, assetType, engine])).toEqual(
      [
        ['page-1', 'list-1.tif', 'Image', 'PostScriptRip'],
        ['page-2', 'list-2.tif', 'Image', 'PostScriptRip'],
      ],
    )
    expect(pages[1]).toMatchObject({
      attributes: { page: '2' },
      metadata: { 'dc.subject': '["shoes","hats","spring"]' },
      image: { width: 200, height: 100, channels: 3, format: 'tiff' },
      imageMaps: [],
    })
    expect(pages[1]).not.toHaveProperty('words')
    expect(pages[1]).not.toHaveProperty('path')
    expect(catalogueOf(result)).toMatchObject({
      assetType: 'Catalog',
      fileName: 'list.catalog',
      members: ['page-1', 'page-2'],
    })
    expect(await sampleAt(pyramidOf(pages[1]), 0.25, 0.5)).toEqual([255, 0, 0])
    expect(await sampleAt(pyramidOf(pages[1]), 0.75, 0.5)).toEqual([255, 255, 255])
    // The preview of the document is the file of its first page, not a second one.
    const [preview, first] = await Promise.all([
      stat(derivedPath(result, 'pyramid')),
      stat(pyramidOf(pages[0])),
    ])
    expect(preview.ino).toBe(first.ino)
  })

  it('draws at the resolution that was asked for', async () => {
    const result = await run.process('a4.pdf', pdf({ pages: [{ ...a4, content: '' }] }), {
      pdfOptions: { process: 'Rasterize', resolution: 150 },
    })
    const [page] = pagesOf(result)
    expect(page?.image).toMatchObject({ width: 1240, height: 1754, resolution: 150 })
    const header = await sharp(pyramidOf(page)).metadata()
    expect(header).toMatchObject({ width: 1240, height: 1754, density: 150, pages: 4 })
    expect(catalogueOf(result)).toBeUndefined()
  })

  it('stays within the range of resolutions, and says so', async () => {
    const result = await run.process('a.pdf', pdf({ pages: [plain('')] }), {
      pdfOptions: { resolution: 0.5 },
    })
    expect(pagesOf(result)[0]?.image).toMatchObject({ width: 3, height: 1, resolution: 1 })
    expect(result.warnings).toEqual([
      'pdfOptions/resolution is 0.5; pages are drawn at 1 pixels per inch (from 1 to 2400).',
    ])
  })

  it('makes no catalogue when pdfCatalog is false', async () => {
    const file = pdf({ pages: [plain(''), plain('')] })
    const result = await run.process('two.pdf', file, { pdfOptions: { pdfCatalog: false } })
    expect(pagesOf(result)).toHaveLength(2)
    expect(catalogueOf(result)).toBeUndefined()
  })

  it('shows pages upright and cut to their crop box', async () => {
    const turned = plain(filled('0 0 1', 0, 0, 50, 50), { rotate: 90 })
    const cropped = plain(filled('0 1 0', 100, 50, 50, 25), { cropBox: [100, 50, 200, 100] })
    const [first, second] = pagesOf(await run.process('boxes.pdf', pdf({ pages: [turned, cropped] })))
    expect(first?.image).toMatchObject({ width: 100, height: 200 })
    // The lower left corner goes to the upper left one.
    expect(await sampleAt(pyramidOf(first), 0.25, 0.1)).toEqual([0, 0, 255])
    expect(await sampleAt(pyramidOf(first), 0.25, 0.9)).toEqual([255, 255, 255])
    expect(second?.image).toMatchObject({ width: 100, height: 50 })
    expect(await sampleAt(pyramidOf(second), 0.25, 0.75)).toEqual([0, 255, 0])
    expect(await sampleAt(pyramidOf(second), 0.25, 0.25)).toEqual([255, 255, 255])
  })

  it('blends what is transparent', async () => {
    const page = plain(`/Gs1 gs ${filled('1 0 0', 0, 0, 200, 100)}`, { opacity: 0.5 })
    const [drawn] = pagesOf(await run.process('t.pdf', pdf({ pages: [page] })))
    const [red = 0, green = 0, blue = 0] = await sampleAt(pyramidOf(drawn), 0.5, 0.5)
    expect(red).toBe(255)
    expect(Math.abs(green - 128)).toBeLessThan(2)
    expect(Math.abs(blue - 128)).toBeLessThan(2)
  })

  it('draws a page that would be larger than the limit smaller, and says so', async () => {
    const file = pdf({
      pages: [plain(''), { width: 14_400, height: 14_400, content: filled('1 0 0', 0, 0, 7200, 14_400) }],
    })
    const result = await run.process(
      'plan.pdf',
      file,
      { pdfOptions: { resolution: 300 } },
      { maxPagePixels: 640_000 },
    )
    const [, large] = pagesOf(result)
    expect(large?.image).toMatchObject({ width: 800, height: 800, resolution: 4 })
    expect(await sampleAt(pyramidOf(large), 0.25, 0.5)).toEqual([255, 0, 0])
    expect(result.warnings).toEqual([
      '"plan.pdf": drawn smaller, because at 300 pixels per inch they would have more than 640000 pixels (DARKROOM_MAX_PAGE_PIXELS) or a side of more than 65535: page 2.',
    ])
  })

  it('draws large pages in strips that fit together', async () => {
    const content = `${filled('1 0 0', 0, 0, 100, 800)}${filled('0 0 1', 0, 395, 200, 10)}`
    const [page] = pagesOf(
      await run.process('tall.pdf', pdf({ pages: [{ width: 200, height: 800, content }] }), {
        pdfOptions: { resolution: 1200 },
      }),
    )
    expect(page?.image).toMatchObject({ width: 3333, height: 13_333 })
    const rows = await sharp(pyramidOf(page))
      .extract({ left: 3000, top: 0, width: 1, height: 13_333 })
      .raw()
      .toBuffer()
    const blue = Array.from({ length: 13_333 }, (_, row) => row).filter((row) => rows[3 * row] === 0)
    expect(blue.length).toBeGreaterThan(160)
    expect(blue.at(-1)).toBe((blue[0] ?? 0) + blue.length - 1)
  })

  it('keeps drawn pages without loss, and photographs as JPEG', async () => {
    const rgb = new Uint8Array(128 * 128 * 3)
    for (let at = 0, seed = 1; at < rgb.length; at++) {
      seed = (seed * 48_271) % 2_147_483_647
      rgb[at] = seed & 255
    }
    const photograph = plain('q 200 0 0 100 0 0 cm /Im1 Do Q', { image: { width: 128, height: 128, rgb } })
    const [drawn, scan] = pagesOf(
      await run.process('mix.pdf', pdf({ pages: [plain(text('Text', 10, 50)), photograph] })),
    )
    expect(await compressionOf(pyramidOf(drawn))).toBe(8)
    expect(await compressionOf(pyramidOf(scan))).toBe(7)
  })
})

describe('colorspace', () => {
  const gray = plain(filled('0.5 0.5 0.5', 0, 0, 100, 100))
  const red = plain(filled('1 0 0', 0, 0, 100, 100))
  const drawn = async (colorspace?: 'Auto' | 'Rgb' | 'Cmyk' | 'Gray') => {
    const result = await run.process('colors.pdf', pdf({ pages: [gray, red] }), {
      pdfOptions: colorspace ? { colorspace } : {},
    })
    return pagesOf(result)
  }

  it('Auto: gray where all pixels are gray, else RGB', async () => {
    const [first, second] = await drawn()
    expect(first?.image).toMatchObject({ colorSpace: 'GRAY', channels: 1 })
    expect((await sharp(pyramidOf(first)).metadata()).space).toBe('b-w')
    expect(second?.image).toMatchObject({ colorSpace: 'RGB', channels: 3 })
    expect((await sampleAt(pyramidOf(first), 0.25, 0.5))[0]).toBe(128)
  })

  it('Rgb: always three channels', async () => {
    for (const page of await drawn('Rgb'))
      expect(page.image).toMatchObject({ colorSpace: 'RGB', channels: 3 })
  })

  it('Gray: one channel as light as the colour was', async () => {
    const [first, second] = await drawn('Gray')
    expect(second?.image).toMatchObject({ colorSpace: 'GRAY', channels: 1 })
    expect(first?.image).toMatchObject({ colorSpace: 'GRAY', channels: 1 })
    const [level = 0] = await sampleAt(pyramidOf(second), 0.25, 0.5)
    expect(level).toBeGreaterThan(90)
    expect(level).toBeLessThan(150)
  })

  it('Cmyk: four channels with their profile, which lead back to the colour', async () => {
    const [, second] = await drawn('Cmyk')
    expect(second?.image).toMatchObject({ colorSpace: 'CMYK', channels: 4 })
    expect(second?.image?.iccProfileName).toBeTruthy()
    const header = await sharp(pyramidOf(second)).metadata()
    expect(header).toMatchObject({ space: 'cmyk', channels: 4, hasProfile: true })
    const back = await sharp(pyramidOf(second)).toColourspace('srgb').png().toBuffer()
    const { data } = await sharp(back)
      .extract({ left: 50, top: 50, width: 1, height: 1 })
      .raw()
      .toBuffer({ resolveWithObject: true })
    const [r = 0, g = 0, b = 0] = data
    expect(r).toBeGreaterThan(200)
    expect(Math.max(g, b)).toBeLessThan(70)
  })
})

describe('extractSearchWords', () => {
  it('gives each page its words with their places, and the text for searches', async () => {
    const lines = text('Red shoes', 20, 60, 20) + text('(42 EUR)', 20, 20, 10)
    const turned = plain(text('Turned', 10, 10, 20), { rotate: 90 })
    const result = await run.process('words.pdf', pdf({ pages: [plain(lines), turned, plain('')] }), {
      pdfOptions: { extractSearchWords: true },
    })
    const [first, second, third] = pagesOf(result)
    expect(first?.words?.map(({ text }) => text)).toEqual(['Red', 'shoes', '(42', 'EUR)'])
    expect(first?.metadata['pdf.Text']).toBe('Red shoes (42 EUR)')
    const [red, shoes, price] = first?.words ?? []
    if (!red || !shoes || !price) throw new Error('words are missing')
    expect(red.x).toBeCloseTo(0.1, 1)
    expect(red.y + red.h).toBeGreaterThan(0.4)
    expect(red.y + red.h).toBeLessThan(0.5)
    expect(shoes.x).toBeGreaterThan(red.x + red.w - 0.001)
    expect(shoes.y).toBeCloseTo(red.y, 2)
    expect(price.y).toBeGreaterThan(red.y + red.h)
    // Turned by 90 degrees: along the left edge, from top to bottom.
    const [word] = second?.words ?? []
    expect(word).toMatchObject({ text: 'Turned' })
    expect(word?.x).toBeLessThan(0.25)
    expect(word?.y).toBeCloseTo(0.05, 1)
    expect((word?.h ?? 0) * 200).toBeGreaterThan((word?.w ?? 1) * 100)
    expect(third?.words).toEqual([])
    expect(third?.metadata).toEqual({})
  })
})

describe('extractLinks', () => {
  const rect = [20, 10, 120, 60] as const
  it('makes image maps of links, in pixels of the page, but never of what runs something', async () => {
    const page = plain('', {
      links: [
        { rect, to: 'https://example.com/a?b=1&c=2' },
        { rect: [-50, 80, 400, 120], to: 1 },
        { rect, quad: [100, 50, 150, 60, 105, 20, 155, 30], to: 'http://example.com/tilted' },
        { rect, to: 'javascript:alert(1)' },
        { rect, to: { action: '<< /S /JavaScript /JS (app.alert\\(1\\)) >>' } },
        { rect, to: { action: '<< /S /Launch /F (calc.exe) >>' } },
      ],
    })
    const result = await run.process('links.pdf', pdf({ pages: [page, plain('')] }), {
      pdfOptions: { resolution: 144 },
    })
    expect(pagesOf(result)[0]?.imageMaps).toEqual([
      {
        name: 'Link 1',
        shapeType: 'Rectangle',
        region: '40,80,240,180',
        action: 'https://example.com/a?b=1&c=2',
        enabled: true,
      },
      { name: 'Link 2', shapeType: 'Rectangle', region: '0,0,400,40', action: 'target:1', enabled: true },
      {
        name: 'Link 3',
        shapeType: 'Polygon',
        region: '200,100,300,80,310,140,210,160',
        action: 'http://example.com/tilted',
        enabled: true,
      },
    ])
    expect(result.warnings).toEqual([
      '"links.pdf": 3 links run a script or a program or reach a file, and are left out of the image maps.',
    ])
  })

  it('false: leaves the image maps alone', async () => {
    const page = plain('', { links: [{ rect, to: 'https://example.com/' }] })
    const result = await run.process('l.pdf', pdf({ pages: [page] }), { pdfOptions: { extractLinks: false } })
    expect(pagesOf(result)[0]).not.toHaveProperty('imageMaps')
  })
})

describe('the other processes', () => {
  it('None keeps the file as it is, whatever it is', async () => {
    const result = await run.process('any.pdf', '%PDF-1.4\nnothing', { pdfOptions: { process: 'None' } })
    expect(result).toMatchObject({ assetType: 'Pdf', derived: [], warnings: [] })
    expect(result.generated).toEqual([])
  })

  it('Thumbnail gives the PDF itself the picture of its first page', async () => {
    const file = pdf({ pages: [plain(filled('1 0 0', 0, 0, 200, 100)), plain('')] })
    const result = await run.process('t.pdf', file, { pdfOptions: { process: 'Thumbnail', resolution: 36 } })
    expect(result).toMatchObject({ assetType: 'Pdf', image: { width: 100, height: 50, pages: 2 } })
    expect(result.generated).toEqual([])
    expect(result).not.toHaveProperty('servedAs')
    expect(await sampleAt(derivedPath(result, 'pyramid'), 0.5, 0.5)).toEqual([255, 0, 0])
  })
})

it('applies the options of pictures to every page', async () => {
  const file = pdf({ pages: [plain(filled('1 0 0', 0, 0, 200, 100))] })
  const result = await run.process('c.pdf', file, {
    manualCropOptions: { left: 10, right: 0, top: 0, bottom: 20 },
  })
  expect(pagesOf(result)[0]).toMatchObject({
    crop: { left: 10, top: 0, width: 190, height: 80 },
    image: { width: 200 },
  })
})
