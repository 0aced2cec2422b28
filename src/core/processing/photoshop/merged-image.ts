import { say } from '../../messages/messages.ts'
import { Cursor } from './cursor.ts'
import type { PsdDocument } from './document.ts'
import { tiffFrame } from './document.ts'
import { inflate, unpredict } from './inflated.ts'
import { type Plane, packedPlane, rawPlane, rowBytesOf } from './plane.ts'
import { damaged } from './psd-file.ts'
import { bandRows, greatest, newSamples, type Samples } from './samples.ts'
import { writeTiff } from './write-tiff.ts'

/** True: the file holds a merged image, the picture of all its visible layers. */
export function hasMergedImage({ file, header, resources, layers }: PsdDocument): boolean {
  const stored = file.size - header.mergedAt > 2
  return stored && (resources.hasMergedImage || layers.length === 0)
}

/**
 * Writes the merged image as a TIFF to `path`, a band of rows at a time. Its first channel behind the colours becomes alpha:
 * the transparency of a document with layers, else a selection that was saved with it (no spot colour).
 */
export async function writeMergedImage(psd: PsdDocument, path: string): Promise<void> {
  const { plan, header, resources } = psd
  const { width, height } = header
  const more = header.channels > plan.fileChannels
  const alpha = more && (psd.mergedHasTransparency || resources.spotChannels[0] !== true)
  const indexedAlpha = header.mode === 'indexed' && resources.transparentIndex !== undefined
  const hasAlpha = alpha || indexedAlpha
  const planes = await mergedPlanes(psd, plan.fileChannels + (alpha ? 1 : 0))
  const samples = plan.channels + (hasAlpha ? 1 : 0)
  const palette = header.mode === 'indexed' ? await readPalette(psd) : undefined
  try {
    const shape = { ...tiffFrame(psd), width, height, samples, hasAlpha }
    const { xmp, iptc } = resources
    await writeTiff(path, { ...shape, ...(xmp && { xmp }), ...(iptc && { iptc }) }, bands())
  } finally {
    await planes.close()
  }

  async function* bands(): AsyncGenerator<Samples> {
    const step = bandRows(width * samples * (plan.depth / 8))
    for (let top = 0; top < height; top += step) {
      psd.scratch.signal.throwIfAborted()
      const rows = Math.min(step, height - top)
      const out = newSamples(plan.depth, width * rows * samples)
      for (const [channel, plane] of planes.list.entries()) {
        const data = await plane.rows(top, rows)
        if (palette && channel === 0) applyPalette(data, palette, out, samples, resources.transparentIndex)
        else spread(data, out, channel < plan.fileChannels ? channel : samples - 1, samples)
      }
      if (alpha && psd.mergedHasTransparency) removeWhite(out, samples, greatest(plan.depth), plan.white)
      plan.convert?.(out, samples)
      yield out
    }
  }
}

async function mergedPlanes(
  { file, header, scratch }: PsdDocument,
  count: number,
): Promise<{ readonly list: readonly Plane[]; close(): Promise<void> }> {
  const cursor = new Cursor(file, header.mergedAt, file.size)
  const compression = await cursor.u16()
  const planeBytes = rowBytesOf(header) * header.height
  const list: Plane[] = []
  if (compression === 1) {
    const lengthBytes = (header.large ? 4 : 2) * header.height
    let dataAt = cursor.at + lengthBytes * header.channels
    for (let channel = 0; channel < count; channel++) {
      const at = { lengthsAt: cursor.at + channel * lengthBytes, dataAt, end: file.size }
      const plane = await packedPlane(file, at, header.large, header)
      dataAt = plane.end
      list.push(plane)
    }
    return { list, close: async () => undefined }
  }
  if (compression > 3) throw damaged(file.name, say('psdMergedCompression', { compression }))
  const zip = compression !== 0
  const source = zip
    ? await inflate(file, cursor.at, cursor.left, planeBytes * header.channels, scratch)
    : file
  const start = zip ? 0 : cursor.at
  const order =
    compression === 3 ? (rows: Buffer, rowCount: number) => unpredict(rows, rowCount, header) : undefined
  try {
    for (let channel = 0; channel < count; channel++)
      list.push(rawPlane(source, start + channel * planeBytes, header, order))
  } catch (thrown) {
    if (zip) await source.close()
    throw thrown
  }
  return { list, close: async () => (zip ? await source.close() : undefined) }
}

async function readPalette({ file, header }: PsdDocument): Promise<Buffer> {
  if (header.colours.length < 768) throw damaged(file.name, say('psdNoPalette'))
  return await file.read(header.colours.at, 768)
}

/** The palette holds 256 values of red, then of green, then of blue. */
function applyPalette(
  indexes: Samples,
  palette: Buffer,
  out: Samples,
  samples: number,
  transparent: number | undefined,
): void {
  for (let i = 0, to = 0; i < indexes.length; i++, to += samples) {
    const index = indexes[i] as number
    for (let channel = 0; channel < 3; channel++) out[to + channel] = palette[channel * 256 + index] as number
    if (transparent !== undefined) out[to + 3] = index === transparent ? 0 : 255
  }
}

/** Puts a channel's samples into their places in the pixels. */
export function spread(data: Samples, out: Samples, channel: number, samples: number): void {
  for (let i = 0, to = channel; i < data.length; i++, to += samples) out[to] = data[i] as number
}

/** Photoshop merges onto white; this gives half transparent pixels the colour that they have without it. */
function removeWhite(out: Samples, samples: number, max: number, white: readonly number[]): void {
  for (let at = 0; at < out.length; at += samples) {
    const alpha = out[at + samples - 1] as number
    if (alpha === 0 || alpha === max) continue
    white.forEach((ground, channel) => {
      const value = ground + (((out[at + channel] as number) - ground) * max) / alpha
      out[at + channel] = Math.min(Math.max(value + 0.5, 0), max)
    })
  }
}
