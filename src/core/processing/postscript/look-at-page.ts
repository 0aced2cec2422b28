import sharp from 'sharp'

/** About how many bytes are looked at in one go. */
const bandBytes = 16 * 1024 * 1024
/** How far the channels of a gray pixel may lie apart: conversions between colour spaces round. */
const tolerance = 2
/** From this part of repeated pixels on a page is drawn rather than photographed: text, tables, plain areas. */
const drawnFlatness = 0.5

export interface PageLook {
  /** No pixel of it has a colour; fully transparent ones do not count. */
  readonly gray: boolean
  /** Most pixels repeat the one beside them. */
  readonly drawn: boolean
}

/** Looks at all pixels of an 8-bit picture, in bands. `gray` has no meaning for CMYK. */
export async function lookAtPage(path: string): Promise<PageLook> {
  const open = () => sharp(path, { limitInputPixels: false, ignoreIcc: true })
  const { width, height, channels, space } = await open().metadata()
  const native = space === 'cmyk' ? 'cmyk' : space === 'b-w' ? 'b-w' : 'srgb'
  const rows = Math.max(1, Math.floor(bandBytes / (width * channels)))
  let gray = true
  let same = 0
  for (let top = 0; top < height; top += rows) {
    const band = { left: 0, top, width, height: Math.min(rows, height - top) }
    const pixels = await open()
      .extract(band)
      .pipelineColourspace(native)
      .toColourspace(native)
      .raw()
      .toBuffer()
    gray &&= channels < 3 || !hasColor(pixels, channels)
    same += repeatedPixels(pixels, channels)
  }
  return { gray, drawn: same >= drawnFlatness * width * height }
}

function hasColor(pixels: Buffer, channels: number): boolean {
  for (let at = 0; at + 2 < pixels.length; at += channels) {
    if (channels === 4 && pixels[at + 3] === 0) continue
    const red = pixels[at] ?? 0
    const green = pixels[at + 1] ?? 0
    const blue = pixels[at + 2] ?? 0
    if (Math.max(red, green, blue) - Math.min(red, green, blue) > tolerance) return true
  }
  return false
}

/** How many pixels equal the one before them. */
function repeatedPixels(pixels: Buffer, channels: number): number {
  let same = 0
  for (let at = channels; at < pixels.length; at += channels) {
    let channel = 0
    while (channel < channels && pixels[at + channel] === pixels[at + channel - channels]) channel++
    if (channel === channels) same++
  }
  return same
}
