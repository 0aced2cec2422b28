/**
 * Pixels in memory: row by row from the top, the channels of a pixel side by side, no padding. `data` holds
 * `width * height * channels` samples of 0 to 255, or of 0 to 65535 in a Uint16Array. With `hasAlpha` the last channel
 * is alpha, not premultiplied. Without alpha 1 channel is gray, 3 are RGB, 4 are CMYK.
 */
export interface RawImage {
  readonly data: Uint8Array | Uint16Array
  readonly width: number
  readonly height: number
  readonly channels: number
  readonly hasAlpha: boolean
}

/** The same image in memory of its own. */
export function copyOfImage(image: RawImage): RawImage {
  // Not slice(): that of a Node Buffer shares its memory.
  const data = image.data instanceof Uint16Array ? new Uint16Array(image.data) : new Uint8Array(image.data)
  return { ...image, data }
}
