import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { crc32, deflateSync } from 'node:zlib'
import sharp, { type Sharp } from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DarkroomError } from '../errors.ts'
import { processFile } from './process-file.ts'
import { derivedPath, startTestRun, type TestRun, testLimits } from './test-run.ts'

let run: TestRun
beforeAll(async () => {
  run = await startTestRun()
})
afterAll(() => run.remove())

function noisy(): Sharp {
  const noise = { type: 'gaussian', mean: 128, sigma: 30 } as const
  return sharp({ create: { width: 300, height: 200, channels: 3, background: 'gray', noise } })
}

/** The error of processing; fails when there is none, or when it tells of the server's folders. */
async function failure(
  fileName: string,
  content: Uint8Array | string,
  limits?: Parameters<TestRun['process']>[3],
): Promise<DarkroomError> {
  const thrown = await run.process(fileName, content, {}, limits).then(
    () => undefined,
    (error: unknown) => error,
  )
  if (!(thrown instanceof DarkroomError)) throw new Error(`no DarkroomError: ${thrown}`)
  expect(thrown.message).toContain(`"${fileName}"`)
  expect(thrown.message).not.toContain(run.folder)
  return thrown
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}

/** A PNG of any size that is all black, about a thousandth of its pixels long. */
function hugePng(width: number, height: number): Buffer {
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0])
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  const rows = deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * height))
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

describe('files that are not what they seem', () => {
  it('refuses an empty file', async () => {
    expect(await failure('a.jpg', '')).toMatchObject({
      code: 'bad-file',
      message: '"a.jpg" is empty (0 bytes).',
    })
  })

  it.each(['a.jpg', 'b.PNG', 'c.tiff', 'd.psd', 'e.webp', 'f.avif', 'g.gif'])(
    'refuses text called %s',
    async (name) => {
      expect(await failure(name, '<html><body>Not found</body></html>')).toMatchObject({ code: 'bad-file' })
    },
  )

  it('refuses unknown bytes called .jpg', async () => {
    expect(await failure('a.jpg', Buffer.alloc(500, 1))).toMatchObject({ code: 'bad-file' })
  })

  it('processes an image under the extension of another, with a warning', async () => {
    const result = await run.process('a.png', await noisy().jpeg().toBuffer())
    expect(result.mimeType).toBe('image/jpeg')
    expect(result.warnings).toEqual(['"a.png" has the extension .png, but its content is image/jpeg.'])
  })
})

describe('limits', () => {
  it('refuses a decompression bomb by its header, with both numbers', async () => {
    const bomb = hugePng(50_000, 50_000)
    expect(bomb.length).toBeLessThan(1_000_000)
    const error = await failure('bomb.png', bomb, 500_000_000)
    expect(error.code).toBe('too-large')
    expect(error.message).toContain('50000 x 50000 = 2500000000 pixels; the limit is 500000000 pixels')
  })

  it('takes an image of exactly the limit', async () => {
    const png = await noisy().png().toBuffer()
    await run.process('a.png', png, {}, 60_000)
    expect(await failure('a.png', png, 59_999)).toMatchObject({ code: 'too-large' })
  })

  const alpha = () => noisy().ensureAlpha().toColourspace('rgb16')
  it.each([
    [
      'an interlaced PNG of 16 bits',
      'a.png',
      8,
      () => alpha().png({ progressive: true }),
      'it is interlaced',
    ],
    ['a progressive JPEG', 'a.jpg', 6, () => noisy().jpeg({ progressive: true }), 'it is progressive'],
    ['a GIF', 'a.gif', 5, () => noisy().gif({ effort: 1 }), 'GIF is decoded as a whole'],
    ['a WebP', 'a.webp', 8, () => noisy().webp({ effort: 0 }), 'WebP is decoded as a whole'],
    ['an AVIF', 'a.avif', 18, () => noisy().avif({ effort: 0 }), 'AVIF is decoded as a whole'],
    [
      'a picture that EXIF turns',
      'a.tif',
      3,
      () => noisy().withMetadata({ orientation: 6 }).tiff(),
      'it has to be turned upright',
    ],
  ] as const)(
    'refuses %s that would take too much memory, by its header',
    async (_what, name, perPixel, make, reason) => {
      const content = await make().toBuffer()
      const bytes = 60_000 * perPixel
      await run.process(name, content, {}, { maxDecodedBytes: bytes })
      expect(await failure(name, content, { maxDecodedBytes: bytes - 1 })).toMatchObject({
        code: 'too-large',
        message:
          `"${name}" has 300 x 200 pixels and would take ${bytes} bytes of memory, because ${reason}; ` +
          `the limit is ${bytes - 1} bytes (DARKROOM_MAX_DECODED_BYTES).`,
      })
    },
  )

  it('takes pictures that stream through, whatever maxDecodedBytes is', async () => {
    await run.process('a.png', await alpha().png().toBuffer(), {}, { maxDecodedBytes: 1 })
    await run.process('a.jpg', await noisy().jpeg().toBuffer(), {}, { maxDecodedBytes: 1 })
  })

  it('stops before work when the signal is aborted', async () => {
    const path = join(run.folder, 'aborted.jpg')
    const workFolder = join(run.folder, 'aborted')
    await mkdir(workFolder)
    await writeFile(path, await noisy().jpeg().toBuffer())
    const input = {
      path,
      fileName: 'a.jpg',
      size: 1000,
      workFolder,
      options: { createMask: false, xmpKeywords: [] },
      limits: { ...testLimits, maxPixels: 1e6 },
      blobPath: async (key: string) => key,
      progress: () => undefined,
      signal: AbortSignal.abort(new Error('job stopped')),
    }
    await expect(processFile(input)).rejects.toThrow('job stopped')
    expect(await readdir(workFolder)).toEqual([])
  })
})

describe('damaged images', () => {
  const formats = {
    jpeg: () => noisy().jpeg().toBuffer(),
    progressive: () => noisy().jpeg({ progressive: true }).toBuffer(),
    png: () => noisy().png().toBuffer(),
    gif: () => noisy().gif().toBuffer(),
    webp: () => noisy().webp().toBuffer(),
    avif: () => noisy().avif({ effort: 0 }).toBuffer(),
    tiff: () => noisy().tiff({ compression: 'lzw' }).toBuffer(),
  }
  const made = new Map<string, Promise<Buffer>>()
  const wholeOf = async (format: keyof typeof formats) => {
    const whole = made.get(format) ?? formats[format]()
    made.set(format, whole)
    return await whole
  }
  it.each(Object.keys(formats).flatMap((format) => [0.1, 0.5, 0.99].map((part) => [format, part] as const)))(
    'refuses %s cut off at %d of its length',
    async (format, part) => {
      const whole = await wholeOf(format as keyof typeof formats)
      expect(await failure('a.img', whole.subarray(0, whole.length * part))).toMatchObject({
        code: 'bad-file',
      })
    },
  )

  it('refuses overwritten pixel data', async () => {
    const png = await noisy().png().toBuffer()
    png.fill(0x55, 50_000, 50_500)
    expect(await failure('a.png', png)).toMatchObject({ code: 'bad-file' })
  })

  it.each([
    ['bytes after the end', (jpeg: Buffer) => Buffer.concat([jpeg, Buffer.from('trailing bytes')])],
    ['bytes between segments', (jpeg: Buffer) => insert(jpeg, Buffer.from([1, 2, 3, 4]))],
    [
      'damaged EXIF',
      (jpeg: Buffer) =>
        insert(jpeg, Buffer.from('\xff\xe1\0\x14Exif\0\0II*\0\xff\xff\xff\x7f....', 'latin1')),
    ],
  ])('takes a JPEG with %s', async (_, change) => {
    const result = await run.process('a.jpg', change(await noisy().jpeg().toBuffer()))
    expect(result.image).toMatchObject({ width: 300, height: 200 })
  })
})

/** After the first segment of a JPEG. */
function insert(jpeg: Buffer, bytes: Buffer): Buffer {
  const end = 4 + jpeg.readUInt16BE(4)
  return Buffer.concat([jpeg.subarray(0, end), bytes, jpeg.subarray(end)])
}

describe('SVG', () => {
  const svg = (content: string, attributes = 'width="120" height="80"') =>
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${attributes}>${content}</svg>`

  it('is drawn at 72 ppi into a pyramid without loss', async () => {
    const result = await run.process('a.svg', svg('<rect width="60" height="80" fill="red"/>'))
    expect(result).toMatchObject({ assetType: 'Svg', mimeType: 'image/svg+xml', warnings: [] })
    expect(result.image).toMatchObject({
      width: 120,
      height: 80,
      resolution: 72,
      hasAlpha: true,
      format: 'svg',
    })
    const { data } = await sharp(derivedPath(result, 'pyramid')).raw().toBuffer({ resolveWithObject: true })
    expect([...data.subarray(0, 4)]).toEqual([255, 0, 0, 255])
    expect([...data.subarray(119 * 4, 120 * 4)]).toEqual([0, 0, 0, 0])
  })

  it.each([
    ['UTF-16', Buffer.from(`\ufeff<?xml version="1.0" encoding="UTF-16"?>${svg('')}`, 'utf16le')],
    [
      'Latin-1',
      Buffer.from(`<?xml version="1.0" encoding="ISO-8859-1"?>${svg('<text>Gr\xfc\xdfe</text>')}`, 'latin1'),
    ],
    [
      'a public DOCTYPE',
      `<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://127.0.0.1:1/svg11.dtd">${svg('')}`,
    ],
  ])('takes %s', async (_, content) => {
    expect((await run.process('a.svg', content)).image).toMatchObject({ width: 120, height: 80 })
  })

  it.each([
    ['an entity', 'bad-file', `<!DOCTYPE svg [<!ENTITY a "b">]>${svg('<text>&a;</text>')}`],
    [
      'an outside entity',
      'bad-file',
      `<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>${svg('&a;')}`,
    ],
    ['malformed XML', 'bad-file', svg('<rect>')],
    ['an unknown encoding', 'bad-file', `<?xml version="1.0" encoding="UTF-7"?>${svg('')}`],
    ['elements too deep', 'too-large', svg('<g>'.repeat(300) + '</g>'.repeat(300))],
    ['too many pixels', 'too-large', svg('', 'width="30000" height="30000"')],
    ['a side beyond the library', 'too-large', svg('', 'width="90000" height="10"')],
    [
      'elements that repeat each other',
      'too-large',
      svg(
        '<g id="a0"><rect width="1" height="1"/></g>' +
          Array.from(
            { length: 7 },
            (_, i) => `<g id="a${i + 1}">${`<use href="#a${i}"/>`.repeat(10)}</g>`,
          ).join(''),
      ),
    ],
  ])('refuses %s', async (_, code, content) => {
    expect(await failure('a.svg', content)).toMatchObject({ code })
  })

  it('is drawn in bounded memory: filters in filters take that of the whole picture each', async () => {
    const side = 8000
    const blurred = '<g filter="url(#f)">'
    const content = svg(
      `<filter id="f"><feGaussianBlur stdDeviation="9"/></filter>${blurred.repeat(12)}<rect width="${side}" height="${side}"/>${'</g>'.repeat(12)}`,
      `width="${side}" height="${side}"`,
    )
    const limits = { maxRipBytes: 2 ** 29 }
    const thrown = await run.process('a.svg', content, {}, limits).then(
      () => undefined,
      (error: unknown) => error,
    )
    expect(thrown).toMatchObject({
      code: 'too-large',
      message: '"a.svg" needs more memory to draw than it may have (536870912 bytes).',
    })
  })

  it('loads no other file, whatever way it is named, and says so', async () => {
    const picture = sharp({ create: { width: 40, height: 40, channels: 3, background: 'red' } })
    const secret = async (name: string) => {
      const path = join(run.folder, name)
      await writeFile(path, await picture.png().toBuffer())
      return path
    }
    await secret('relative.png')
    const include = 'xmlns:xi="http://www.w3.org/2001/XInclude"'
    // A file for each way, since each file is told of once.
    const ways = [
      `<image xlink:href="${pathToFileURL(await secret('old.png'))}" width="40" height="40"/>`,
      '<image href="relative.png" width="40" height="40"/>',
      `<image href="${await secret('path.png')}" width="40" height="40"/>`,
      `<text y="20" ${include}><xi:include href="${pathToFileURL(await secret('text.png'))}" parse="text"/></text>`,
      `<style>@import url("${pathToFileURL(await secret('import.png'))}");</style>`,
      `<style>circle { fill: url(${pathToFileURL(await secret('fill.png'))}) }</style>`,
      '<image href="http://127.0.0.1:1/a.png" width="40" height="40"/>',
    ]
    const style = `<?xml-stylesheet href="${pathToFileURL(join(run.folder, 'a.css'))}"?>`
    const result = await run.process('a.svg', style + svg(ways.join('')))
    expect(result.warnings).toEqual([expect.stringContaining(`${ways.length + 1} other file(s)`)])
    const { channels } = await sharp(derivedPath(result, 'pyramid')).stats()
    expect(channels[3]?.max).toBe(0)
  })

  it('draws what lies inside it', async () => {
    const png = await sharp({ create: { width: 4, height: 4, channels: 3, background: 'red' } })
      .png()
      .toBuffer()
    const data = `data:image/png;base64,${png.toString('base64')}`
    const result = await run.process(
      'a.svg',
      svg(`<a href="http://x/"><image href="${data}" width="40" height="40"/></a>`),
    )
    expect(result.warnings).toEqual([])
    expect((await sharp(derivedPath(result, 'pyramid')).stats()).channels[3]?.max).toBe(255)
  })
})
