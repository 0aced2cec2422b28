import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import sharp, { type OverlayOptions, type Sharp } from 'sharp'

/** 12 megapixels. */
const width = 4000
const height = 3000
/** So many are drawn; further ones repeat them with other bytes. */
const distinct = 20
const cache = fileURLToPath(new URL('../.cache', import.meta.url))

/** The paths of JPEG files like photographs: 12 megapixels, 3 to 5 MB, 4:2:0. Drawn once, then kept in bench/.cache. */
export async function photographs(): Promise<string[]> {
  await mkdir(cache, { recursive: true })
  const paths = Array.from({ length: distinct }, (_, i) => join(cache, `photograph-${i + 1}.jpg`))
  for (const [i, path] of paths.entries()) {
    if (await stat(path).catch(() => undefined)) continue
    const drawn = await (await drawPhotograph(i)).jpeg({ quality: 88 }).toBuffer()
    await writeFile(`${path}.part`, drawn)
    await rename(`${path}.part`, path)
  }
  return paths
}

/** The bytes of a JPEG file with a comment in front: the same picture, another SHA-256. */
export async function withComment(path: string, comment: string): Promise<Buffer> {
  const jpeg = await readFile(path)
  const text = Buffer.from(comment)
  const head = Buffer.from([0xff, 0xfe, 0, text.length + 2])
  return Buffer.concat([jpeg.subarray(0, 2), head, text, jpeg.subarray(2)])
}

/** Light from one side, shapes with sharp edges, clouds of three sizes, and the grain of a sensor. */
async function drawPhotograph(seed: number): Promise<Sharp> {
  const noise = await Promise.all([
    noiseLayer(200, 60),
    noiseLayer(40, 45),
    noiseLayer(8, 30),
    noiseLayer(1, 17),
  ])
  return sharp(scene(seed)).removeAlpha().composite(noise)
}

/** Noise whose spots are `size` pixels large; `sigma` in 8-bit steps. */
async function noiseLayer(size: number, sigma: number): Promise<OverlayOptions> {
  const noise = { type: 'gaussian' as const, mean: 128, sigma }
  const create = { width: width / size, height: height / size, channels: 3 as const, noise }
  const pixels = sharp({ create: { ...create, background: 'gray' } }).png()
  const input = await sharp(await pixels.toBuffer())
    .resize(width, height, { kernel: 'cubic' })
    .raw()
    .toBuffer()
  return { input, raw: { width, height, channels: 3 }, blend: 'overlay' }
}

function scene(seed: number): Buffer {
  const pick = (i: number, salt: number, range: number) => ((seed + 1) * 7919 + i * 104729 * salt) % range
  const colour = (i: number) => `hsl(${pick(i, 3, 360)} ${20 + pick(i, 5, 60)}% ${15 + pick(i, 7, 70)}%)`
  const shapes = Array.from({ length: 60 }, (_, i) => {
    const [x, y, w, h] = [
      pick(i, 11, width),
      pick(i, 13, height),
      40 + pick(i, 17, 500),
      30 + pick(i, 19, 400),
    ]
    return i % 2 === 0
      ? `<ellipse cx="${x}" cy="${y}" rx="${w}" ry="${h}" fill="${colour(i)}"/>`
      : `<path d="M${x} ${y}l${w} ${h}l-${h} ${w}z" fill="${colour(i)}"/>`
  })
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">` +
      `<linearGradient id="light" x2="1" y2="1"><stop offset="0" stop-color="${colour(61)}"/>` +
      `<stop offset="1" stop-color="${colour(62)}"/></linearGradient>` +
      `<rect width="100%" height="100%" fill="url(#light)"/>${shapes.join('')}</svg>`,
  )
}
