/** Some of the pixels of a picture, as one bit each. */
export interface Selection {
  /** In pixels. */
  readonly width: number
  readonly height: number
  /** Fills `flags` (one per pixel of a row) with 1 for selected and 0. */
  readRow(y: number, flags: Uint8Array): void
  /** The other way round. */
  writeRow(y: number, flags: Uint8Array): void
}

/** An empty selection; takes an eighth of a byte for each pixel. */
export function createSelection(width: number, height: number): Selection {
  const rowBytes = Math.ceil(width / 8)
  const bits = new Uint8Array(rowBytes * height)
  return {
    width,
    height,
    readRow: (y, flags) => {
      for (let x = 0, at = y * rowBytes; x < width; x += 8, at++) {
        const eight = bits[at] as number
        if (eight === 0 || eight === 255) flags.fill(eight & 1, x, Math.min(x + 8, width))
        else for (let i = 0; i < 8 && x + i < width; i++) flags[x + i] = (eight >> i) & 1
      }
    },
    writeRow: (y, flags) => {
      for (let x = 0, at = y * rowBytes; x < width; x += 8, at++) {
        let eight = 0
        for (let i = 0; i < 8 && x + i < width; i++) eight |= (flags[x + i] as number) << i
        bits[at] = eight
      }
    },
  }
}
