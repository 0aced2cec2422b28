import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { say } from '../../messages/messages.ts'
import { DamagedPictureError } from './decoding.ts'
import { openPixelSink } from './pixel-sink.ts'

/** What is used of libheif-js. */
interface LibHeif {
  readonly HeifDecoder: new () => { decode(file: Uint8Array): readonly HeifImage[] }
}
interface HeifImage {
  get_width(): number
  get_height(): number
  is_primary(): boolean
  has_alpha_channel(): boolean
  is_premultiplied_alpha(): boolean
  display(image: Rgba, done: (image: Rgba | null) => void): void
}
interface Rgba {
  readonly data: Uint8ClampedArray
  readonly width: number
  readonly height: number
}

/** Decodes the primary picture of a HEIC file into RGB or RGBA of 8 bits, turned as the file says. */
export async function decodeHeic(path: string, output: string): Promise<void> {
  const { HeifDecoder } = createRequire(import.meta.url)('libheif-js/wasm-bundle') as LibHeif
  const images = new HeifDecoder().decode(await readFile(path))
  const image = images.find((one) => one.is_primary()) ?? images[0]
  if (!image) throw new DamagedPictureError(say('holdsNoPicture'))
  const [width, height] = [image.get_width(), image.get_height()]
  const rgba = { data: new Uint8ClampedArray(width * height * 4), width, height }
  const drawn = await new Promise<Rgba | null>((done) => image.display(rgba, done))
  if (!drawn) throw new DamagedPictureError(say('notCompleteOrDecodable'))
  const channels = image.has_alpha_channel() ? 4 : 3
  if (channels === 4 && image.is_premultiplied_alpha()) divideByAlpha(rgba.data)
  const sink = openPixelSink(output, { width, height, channels, bits: 8, space: 'srgb' })
  for (let row = 0; row < height; row++) {
    const pixels = rgba.data.subarray(row * width * 4, (row + 1) * width * 4)
    sink.writeRows(row, channels === 4 ? new Uint8Array(pixels) : withoutAlpha(pixels, width))
  }
  sink.close()
}

function withoutAlpha(pixels: Uint8ClampedArray, width: number): Uint8Array {
  const row = new Uint8Array(width * 3)
  for (let x = 0; x < width; x++) {
    row[x * 3] = pixels[x * 4] ?? 0
    row[x * 3 + 1] = pixels[x * 4 + 1] ?? 0
    row[x * 3 + 2] = pixels[x * 4 + 2] ?? 0
  }
  return row
}

function divideByAlpha(pixels: Uint8ClampedArray): void {
  for (let at = 0; at < pixels.length; at += 4) {
    const alpha = pixels[at + 3] ?? 0
    if (alpha === 0) continue
    for (let part = at; part < at + 3; part++) pixels[part] = ((pixels[part] ?? 0) * 255) / alpha
  }
}
