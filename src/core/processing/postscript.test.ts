import { mkdir, readdir, readFile, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PostScriptOptions } from './options/option-types.ts'
import { derivedPath, startTestRun, type TestResult, type TestRun } from './test-run.ts'

let run: TestRun
beforeAll(async () => {
  run = await startTestRun()
})
afterAll(() => run.remove())

const rip = (name: string, content: Uint8Array | string, options: PostScriptOptions = {}) =>
  run.process(name, content, { postScriptOptions: options })

const drawing = `1 0 0 setrgbcolor 100 100 100 100 rectfill
0 0 1 setrgbcolor 250 150 40 0 360 arc fill
0 setgray /Helvetica findfont 20 scalefont setfont 110 110 moveto (Hello World) show
`
const eps = `%!PS-Adobe-3.0 EPSF-3.0
%%BoundingBox: 99 99 301 201
%%HiResBoundingBox: 100 100 300 200
%%Title: (A \\(red\\) square)
%%Creator: darkroom tests
%%EndComments
${drawing}%%EOF
`
const epsWith = (comments: string, program: string) =>
  `%!PS-Adobe-3.0 EPSF-3.0\n${comments}\n%%EndComments\n${program}\n%%EOF\n`
const boxed = (program: string, box = '0 0 100 100') => epsWith(`%%BoundingBox: ${box}`, program)

/** With pages of several sizes, in red, green and blue at their lower left corner. */
const threePages = `%!PS
<< /PageSize [300 200] >> setpagedevice 1 0 0 setrgbcolor 0 0 100 100 rectfill showpage
<< /PageSize [200 300] >> setpagedevice 0 1 0 setrgbcolor 0 0 100 100 rectfill showpage
<< /PageSize [100 100] >> setpagedevice 0 0 1 setrgbcolor 0 0 100 100 rectfill showpage
`

async function pixel(path: string, x: number, y: number): Promise<number[]> {
  return [...(await sharp(path).extract({ left: x, top: y, width: 1, height: 1 }).raw().toBuffer())]
}

function near(pixel: readonly number[], expected: readonly number[], tolerance = 6): boolean {
  return (
    pixel.length === expected.length &&
    pixel.every((value, i) => Math.abs(value - (expected[i] ?? 0)) <= tolerance)
  )
}

function pageFiles(result: TestResult) {
  return (result.generated ?? []).flatMap((asset) => (asset.kind === 'file' ? [asset] : []))
}

/** Of `eps` with alpha. */
async function expectClear(result: TestResult): Promise<void> {
  expect(result.image?.hasAlpha).toBe(true)
  const path = derivedPath(result, 'pyramid')
  expect(await pixel(path, 50, 20)).toEqual([255, 0, 0, 255])
  expect((await pixel(path, 195, 5)).slice(-1)).toEqual([0])
}

describe('EPS', () => {
  let drawn: TestResult
  beforeAll(async () => {
    drawn = await rip('a.eps', eps)
  })

  it('becomes a picture of its exact bounding box, for its own asset and for an image', async () => {
    const result = await rip('a.eps', eps, { process: 'Rasterize', resolution: 144 })
    expect(result).toMatchObject({
      assetType: 'PostScript',
      mimeType: 'application/postscript',
      image: { width: 400, height: 200, resolution: 144, colorSpace: 'RGB', hasAlpha: false, pages: 1 },
      metadata: { 'dc.title': 'A (red) square', 'postscript.Creator': 'darkroom tests' },
      warnings: [],
    })
    expect(pageFiles(result)).toMatchObject([
      {
        part: 'page-1',
        fileName: 'a-1.tif',
        engine: 'PostScriptRip',
        assetType: 'Image',
        image: { width: 400 },
      },
    ])
    for (const path of [derivedPath(result, 'pyramid'), pageFiles(result)[0]?.derived[0]?.path ?? '']) {
      expect(near(await pixel(path, 100, 50), [255, 0, 0])).toBe(true)
      expect(near(await pixel(path, 300, 100), [0, 0, 255])).toBe(true)
      expect(near(await pixel(path, 390, 10), [255, 255, 255])).toBe(true)
    }
  })

  it('keeps every pixel of a drawing, while a photograph is compressed as photographs are', async () => {
    const hasJpegTiles = async (result: TestResult) =>
      (await readFile(derivedPath(result, 'pyramid'))).includes(Buffer.from([0xff, 0xd8, 0xff]))
    const photo = boxed(
      '100 100 scale 128 128 8 [128 0 0 -128 0 128] { 128 string dup 0 1 127 { rand 255 and put dup } for } image',
    )
    expect(await hasJpegTiles(drawn)).toBe(false)
    expect(await hasJpegTiles(await rip('photo.eps', photo))).toBe(true)
  })

  it('has smooth edges', async () => {
    // The right half is a blue disc on white, so its red tells how much of a pixel is paper.
    const disc = sharp(derivedPath(drawn, 'pyramid')).extract({ left: 105, top: 0, width: 95, height: 100 })
    const edges = new Set(await disc.extractChannel('red').raw().toBuffer())
    expect(edges.size).toBeGreaterThan(8)
  })

  it.each([
    [
      'stands at the end, with line ends of old Macs',
      epsWith('%%BoundingBox: (atend)', `${drawing}\n%%Trailer\n%%BoundingBox: 100 100 300 200`).replaceAll(
        '\n',
        '\r',
      ),
    ],
    ['is all that tells EPS, beside the name', `%!PS\n%%BoundingBox: 100 100 300 200\n${drawing}`],
  ])('is cut to a bounding box that %s', async (_, content) => {
    const result = await rip('a.eps', content)
    expect(result.image).toMatchObject({ width: 200, height: 100 })
    expect(near(await pixel(derivedPath(result, 'pyramid'), 50, 20), [255, 0, 0])).toBe(true)
  })

  it.each([
    ['none', '%%Title: x', 'has no %%BoundingBox'],
    ['one out of range', '%%BoundingBox: 0 0 99999999 9', 'has "0 0 99999999 9" as its %%BoundingBox'],
  ])('with a bounding box that is %s is a whole page, with a warning', async (_, comments, found) => {
    const result = await rip('a.eps', epsWith(comments, '0 0 100 100 rectfill'))
    expect(result.warnings).toEqual([
      `"a.eps" ${found}; expected four numbers, left, bottom, right and top. Its picture shows a whole page.`,
    ])
  })

  it('that ends in the middle is shown as far as it goes, with a warning', async () => {
    const result = await rip('a.eps', eps.slice(0, eps.indexOf('0 0 1 setrgbcolor')))
    expect(near(await pixel(derivedPath(result, 'pyramid'), 50, 50), [255, 0, 0])).toBe(true)
    expect(result.warnings).toEqual([
      '"a.eps" may be cut off: nothing at its end says that it ends there (%%EOF, showpage).',
    ])
  })

  it('is found in the binary wrapper of DOS, beside its preview', async () => {
    const program = Buffer.from(eps)
    const preview = await sharp({ create: { width: 9, height: 9, channels: 3, background: 'lime' } })
      .tiff()
      .toBuffer()
    const wrapped = dosEps(program, preview)
    const result = await rip('a.eps', wrapped)
    expect(result.metadata['dc.title']).toBe('A (red) square')
    expect(result.image).toMatchObject({ width: 200, height: 100 })
    expect(near(await pixel(derivedPath(result, 'pyramid'), 50, 20), [255, 0, 0])).toBe(true)
    await expect(rip('a.eps', wrapped.subarray(0, 200))).rejects.toMatchObject({
      code: 'bad-file',
      message: `"a.eps" is damaged or cut off: its PostScript should be bytes 30 to ${30 + program.length} of 200.`,
    })
  })

  it('keeps the XMP packet of its program', async () => {
    const packet = `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"><rdf:Description
 rdf:about=""><dc:title><rdf:Alt><rdf:li xml:lang="x-default">From XMP</rdf:li></rdf:Alt></dc:title></rdf:Description>
</rdf:RDF></x:xmpmeta><?xpacket end="w"?>`
    const { metadata } = await run.process('a.eps', `${eps}\n%${packet.replaceAll('\n', '')}\n`, {
      xmpKeywords: ['k'],
    })
    expect(metadata).toMatchObject({
      'dc.title': 'From XMP',
      'dc.subject': '["k"]',
      'postscript.Title': 'A (red) square',
    })
  })
})

describe('PostScript as printer drivers write it', () => {
  const uel = '\x1b%-12345X'
  const job = `${uel}@PJL JOB NAME="Shoes"\r\n@PJL ENTER LANGUAGE=POSTSCRIPT\r\n`
  const end = `\x04${uel}@PJL EOJ\r\n${uel}`

  it('is drawn and described without the printer job around it', async () => {
    const program = `%!PS-Adobe-3.0\n%%Title: Shoes\n%%EndComments\n${threePages}%%EOF\n`
    const result = await rip('driver.ps', job + program + end)
    expect(result).toMatchObject({ assetType: 'PostScript', image: { width: 300, pages: 3 }, warnings: [] })
    expect(result.metadata['dc.title']).toBe('Shoes')
  })

  it('is cut to its box where it is an EPS, behind an end-of-file mark too', async () => {
    for (const start of [job, '\x04'])
      expect(await rip('driver.prn', start + eps)).toMatchObject({
        assetType: 'PostScript',
        image: { width: 200, height: 100 },
        warnings: [],
      })
  })
})

describe('PostScript with pages', () => {
  it('becomes an image for each, in its own size', async () => {
    const result = await rip('brochure.ps', threePages)
    expect(result.image).toMatchObject({ width: 300, height: 200, pages: 3 })
    const pages = pageFiles(result)
    expect(
      pages.map(({ fileName, attributes, image }) => [
        fileName,
        attributes.page,
        image?.width,
        image?.height,
      ]),
    ).toEqual([
      ['brochure-1.tif', '1', 300, 200],
      ['brochure-2.tif', '2', 200, 300],
      ['brochure-3.tif', '3', 100, 100],
    ])
    const colors = await Promise.all(
      pages.map(({ derived, image }) => pixel(derived[0]?.path ?? '', 50, (image?.height ?? 0) - 50)),
    )
    expect(near(colors.flat(), [255, 0, 0, 0, 255, 0, 0, 0, 255])).toBe(true)
    // Nobody asked for them.
    expect(pages[0]?.words).toBeUndefined()
  })

  it('is only kept without the group of options, and with process None', async () => {
    for (const options of [{}, { postScriptOptions: { process: 'None' } }] as const)
      expect(await run.process('a.eps', eps, options)).toMatchObject({
        assetType: 'PostScript',
        derived: [],
        metadata: { 'postscript.Creator': 'darkroom tests' },
        warnings: [],
      })
  })

  it('takes the options of pictures, and is clear where the page is blank with alpha', async () => {
    const result = await run.process('a.eps', eps, {
      postScriptOptions: { alpha: true },
      createMask: true,
      manualCropOptions: { left: 10, right: 20, top: 0, bottom: 0 },
    })
    expect(result.crop).toEqual({ left: 10, top: 0, width: 170, height: 100 })
    expect(pageFiles(result)[0]).toMatchObject({
      crop: result.crop,
      derived: [{ role: 'pyramid' }, { role: 'mask' }],
    })
    expect(await pixel(derivedPath(result, 'mask'), 50, 20)).toContain(255)
    expect(await pixel(derivedPath(result, 'mask'), 195, 5)).toContain(0)
    await expectClear(result)
  })
})

describe('colour', () => {
  const gray = boxed('0.5 setgray 0 0 50 100 rectfill')
  const cmyk = boxed('1 0 0 0 setcmykcolor 0 0 50 100 rectfill 0 0 0 0.5 setcmykcolor 50 0 50 50 rectfill')

  it.each([
    ['Auto', gray, 'GRAY', [128]],
    ['Auto', cmyk, 'RGB', undefined],
    ['Rgb', gray, 'RGB', [128, 128, 128]],
    ['Gray', boxed('1 1 0 setrgbcolor 0 0 50 100 rectfill'), 'GRAY', undefined],
    ['Cmyk', cmyk, 'CMYK', [255, 0, 0, 0]],
  ] as const)('%s', async (colorspace, content, space, expected) => {
    const result = await rip('a.eps', content, { colorspace })
    expect(result.image?.colorSpace).toBe(space)
    const path = derivedPath(result, 'pyramid')
    expect((await sharp(path).metadata()).channels).toBe({ GRAY: 1, RGB: 3, CMYK: 4 }[space])
    if (expected) {
      const { data } = await sharp(path)
        .pipelineColourspace(space === 'CMYK' ? 'cmyk' : 'srgb')
        .toColourspace(space === 'CMYK' ? 'cmyk' : space === 'GRAY' ? 'b-w' : 'srgb')
        .raw()
        .toBuffer({ resolveWithObject: true })
      const at = (50 * 100 + 25) * expected.length
      expect(near([...data.subarray(at, at + expected.length)], expected)).toBe(true)
    }
  })

  it('alpha leaves the background clear in Rgb', async () => {
    await expectClear(await rip('a.eps', eps, { alpha: true, colorspace: 'Rgb' }))
  })

  it('alpha of a gray drawing stays gray, and Cmyk says that it has none', async () => {
    expect((await rip('a.eps', gray, { alpha: true })).image).toMatchObject({
      colorSpace: 'GRAY',
      channels: 2,
    })
    const result = await rip('a.eps', cmyk, { alpha: true, colorspace: 'Cmyk' })
    expect(result.image).toMatchObject({ colorSpace: 'CMYK', hasAlpha: false })
    expect(result.warnings).toEqual([
      'postScriptOptions.alpha has no effect: pictures in Cmyk have no transparent background.',
    ])
  })
})

it('finds the words of each page and where they stand', async () => {
  const program = `%!PS\n<< /PageSize [200 100] >> setpagedevice /Helvetica findfont 20 scalefont setfont
20 10 moveto (Hello World) show showpage 100 50 moveto (Second) show showpage`
  const [first, second] = pageFiles(await rip('a.ps', program, { extractSearchWords: true }))
  expect(first?.words?.map(({ text }) => text)).toEqual(['Hello', 'World'])
  const [hello, world] = first?.words ?? []
  expect(hello?.x).toBeCloseTo(0.1, 1)
  expect(hello?.y).toBeGreaterThan(0.65)
  expect(world?.x).toBeGreaterThan((hello?.x ?? 1) + (hello?.w ?? 1) - 0.01)
  expect(second?.words?.map(({ text }) => text)).toEqual(['Second'])
})

describe('hostile and broken programs', () => {
  const owned = async () =>
    (await readdir(run.folder, { recursive: true })).filter((name) => name.includes('owned'))
  const attempts = {
    'reads a file': '(/etc/passwd) (r) file 100 string readline',
    'runs a file': '(/etc/passwd) run',
    'starts a program': '(%pipe%id) (r) file',
    'starts a program by its output': '(%pipe%id > owned) (w) file',
    'writes a file': '(owned) (w) file (x) writestring',
    'writes beside its folder': '(../owned) (w) file (x) writestring',
    'lifts its fences': '.setsafe systemdict /SAFER false .forceput (owned) (w) file',
  }

  it('that try what they may not fail with each of it', async () => {
    const each = Object.entries(attempts).map(
      ([what, program]) => `{ ${program} } stopped not { (${what}) show ( ) show } if clear`,
    )
    const program = `%!PS\n/Helvetica findfont 20 scalefont setfont 10 10 moveto\n${each.join('\n')}
(nothing) show showpage\n`
    const [page] = pageFiles(await rip('evil.ps', program, { extractSearchWords: true }))
    expect(page?.words?.map(({ text }) => text)).toEqual(['nothing'])
    expect(await owned()).toEqual([])
  })

  it.each([
    ['reads a file', attempts['reads a file']],
    [
      'chooses a device that writes elsewhere',
      '<< /OutputDevice /png16m /OutputFile (owned) >> setpagedevice showpage',
    ],
  ])('that %s and goes on is an error', async (_, program) => {
    const thrown = await rip('evil.ps', `%!PS\n${program} showpage\n`).then(
      () => undefined,
      (error: unknown) => error,
    )
    expect(thrown).toMatchObject({ code: 'bad-file', message: expect.stringContaining('"evil.ps"') })
    expect((thrown as Error).message).not.toContain('root:')
    expect(await owned()).toEqual([])
  })

  it('that turns its output elsewhere is heard by nobody, and sees no file of others', async () => {
    const listing =
      '(*) { = } 100 string filenameforall (/etc/*) { /seen true def pop } 100 string filenameforall'
    const result = await rip(
      'evil.ps',
      `%!PS\n<< /OutputFile (owned) >> setpagedevice
/seen false def ${listing} seen { 1 0 0 } { 0 1 0 } ifelse setrgbcolor 0 0 1000 1000 rectfill showpage`,
    )
    expect(result.image?.pages).toBe(1)
    expect(await owned()).toEqual([])
    expect(near(await pixel(derivedPath(result, 'pyramid'), 10, 10), [0, 255, 0])).toBe(true)
  })

  it.each([
    ['cut off inside a word', 'damaged or not complete', `${eps.slice(0, -12)} (unended`],
    ['without a page', 'draws no page', '%!PS\n1 1 add pop'],
    ['that is no program', 'damaged or not complete', '%!PS\n} } this is not postscript'],
    [
      'with an error of its own',
      'PostScript stops with undefined in nosuchoperator',
      '%!PS\nnosuchoperator showpage',
    ],
  ])('%s is an error that says so', async (_, words, content) => {
    await expect(rip('a.ps', content)).rejects.toMatchObject({
      code: 'bad-file',
      message: expect.stringContaining(words),
    })
  })

  it('that never ends is ended', async () => {
    const running = run.process('loop.ps', '%!PS\n{ } loop', { postScriptOptions: {} }, { maxRipSeconds: 1 })
    await expect(running).rejects.toMatchObject({
      code: 'too-large',
      message: '"loop.ps": gs took longer than 1 seconds.',
    })
    expect((await rip('next.eps', eps)).image?.width).toBe(200)
  })

  it.runIf(process.platform === 'linux')('that fills the memory is ended', async () => {
    const bomb = '%!PS\n[ { 65535 string } loop'
    const running = run.process('bomb.ps', bomb, { postScriptOptions: {} }, { maxRipBytes: 200_000_000 })
    await expect(running).rejects.toMatchObject({
      code: 'too-large',
      message: '"bomb.ps" needs more memory than Ghostscript may have (200000000 bytes).',
    })
  })

  it.each([
    ['a page', '%!PS\n<< /PageSize [9000 9000] >> setpagedevice 0 0 9 9 rectfill showpage', 72],
    ['a bounding box', boxed('0 0 9 9 rectfill showpage', '0 0 9000 9000'), 72],
    ['a resolution', boxed('0 0 9 9 rectfill showpage'), 2400],
  ])('%s with too many pixels is drawn smaller', async (_, content, resolution) => {
    const options = { postScriptOptions: { resolution } }
    const { image, warnings } = await run.process('huge.eps', content, options, { maxPagePixels: 1_000_000 })
    expect(image?.width).toBeGreaterThan(980)
    expect(image?.width).toBeLessThanOrEqual(1000)
    expect(warnings).toContain(
      `"huge.eps": drawn smaller, because at ${resolution} pixels per inch they would have more than 1000000 pixels (DARKROOM_MAX_PAGE_PIXELS): page 1.`,
    )
  })

  it('a page beyond all bounds is refused', async () => {
    const endless = '%!PS\n<< /PageSize [1e7 1e7] >> setpagedevice showpage'
    await expect(rip('a.ps', endless)).rejects.toMatchObject({ code: 'too-large' })
  })

  it('too many pages are refused', async () => {
    const pages = '%!PS\n3000 { 0 0 10 10 rectfill showpage } repeat'
    await expect(
      run.process('many.ps', pages, { postScriptOptions: {} }, { maxPages: 20 }),
    ).rejects.toMatchObject({
      code: 'too-large',
      message: '"many.ps" has more pages than 20, the limit (DARKROOM_MAX_PAGES).',
    })
  })

  it.each([-72, Number.NaN])('a resolution of %s is refused', async (resolution) => {
    await expect(rip('a.eps', eps, { resolution })).rejects.toMatchObject({
      code: 'invalid-parameter',
      field: 'postScriptOptions.resolution',
    })
  })
})

it('without Ghostscript the file is refused with a word about it', async () => {
  const path = process.env.PATH
  process.env.PATH = join(run.folder, 'programs')
  await mkdir(process.env.PATH)
  await symlink('/usr/bin/unshare', join(process.env.PATH, 'unshare'))
  try {
    await expect(rip('a.eps', eps)).rejects.toMatchObject({
      code: 'bad-file',
      message: '"a.eps": gs is not installed on this server, so nothing is made of it.',
    })
    expect((await run.process('a.eps', eps)).assetType).toBe('PostScript')
  } finally {
    process.env.PATH = path
  }
})

/** A DOS EPS: header, program, TIFF preview. */
function dosEps(program: Buffer, preview: Buffer): Buffer {
  const header = Buffer.alloc(30)
  header.writeUInt32BE(0xc5d0d3c6, 0)
  header.writeUInt32LE(30, 4)
  header.writeUInt32LE(program.length, 8)
  header.writeUInt32LE(30 + program.length, 20)
  header.writeUInt32LE(preview.length, 24)
  header.writeUInt16LE(0xffff, 28)
  return Buffer.concat([header, program, preview])
}
