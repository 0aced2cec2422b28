import type { PagePixels } from './page-data.ts'

/** Every so many rows, one is looked at for flatness. */
const rowStep = 4

/** Pixels with what is to be known of them; those that are all gray come down to one channel where `findGray` asks so. */
export function pagePixels(
  data: Uint8Array<ArrayBuffer>,
  width: number,
  height: number,
  channels: 3 | 4,
  findGray: boolean,
): PagePixels {
  const flatness = flatnessOf(data, width, height, channels)
  if (channels === 3 && findGray && isGray(data))
    return { data: firstChannel(data), width, height, channels: 1, flatness }
  return { data, width, height, channels, flatness }
}

function isGray(rgb: Uint8Array): boolean {
  for (let at = 0; at < rgb.length; at += 3)
    if (rgb[at] !== rgb[at + 1] || rgb[at] !== rgb[at + 2]) return false
  return true
}

function firstChannel(rgb: Uint8Array): Uint8Array<ArrayBuffer> {
  const gray = new Uint8Array(rgb.length / 3)
  for (let at = 0, from = 0; at < gray.length; at++, from += 3) gray[at] = rgb[from] ?? 0
  return gray
}

/** The part of pixels that equal the one to their left. */
function flatnessOf(data: Uint8Array, width: number, height: number, channels: 3 | 4): number {
  let looked = 0
  let same = 0
  for (let row = 0; row < height; row += rowStep) {
    let at = row * width * channels + channels
    for (let column = 1; column < width; column++, at += channels) {
      looked++
      if (
        data[at + 1] === data[at + 1 - channels] &&
        data[at] === data[at - channels] &&
        data[at + 2] === data[at + 2 - channels]
      )
        same++
    }
  }
  return looked === 0 ? 1 : same / looked
}
