import type { RawImage } from '../../imaging/raw-image.ts'
import type { PixelFile } from './pixel-file.ts'

/** Rows are read in bands of about this size, so that memory stays the same for any picture. In bytes. */
export const maxBandBytes = 4 * 1024 * 1024

/** What all work on the rows of a picture needs. */
export interface BandWork {
  readonly hasAlpha: boolean
  /** Checked before each band. */
  readonly signal: AbortSignal
  /** Absent: maxBandBytes. */
  readonly bandBytes?: number
}

/** A picture's rows from the top, band by band; `top` is the first row of a band. */
export async function* pixelBands(
  pixels: PixelFile,
  { hasAlpha, signal, bandBytes = maxBandBytes }: BandWork,
): AsyncGenerator<{ readonly top: number; readonly band: RawImage }> {
  const bandRows = Math.max(Math.floor(bandBytes / pixels.rowBytes), 1)
  for (let top = 0; top < pixels.height; top += bandRows) {
    signal.throwIfAborted()
    const rows = Math.min(bandRows, pixels.height - top)
    yield { top, band: await pixels.readRows(top, rows, hasAlpha) }
  }
}

/**
 * Changes a picture in place, band by band. `change` is given a band with up to `reach` rows more above and below it,
 * all as they were before any change (`top`: the first of them), and gives as many rows back (the same, where it
 * changed them), of which those in the middle are kept.
 */
export async function changeBands(
  pixels: PixelFile,
  reach: number,
  { hasAlpha, signal, bandBytes = maxBandBytes }: BandWork,
  change: (band: RawImage, top: number) => RawImage,
): Promise<void> {
  const { height, rowBytes } = pixels
  const bandRows = Math.max(Math.floor(bandBytes / rowBytes), 2 * reach, 1)
  const mostRows = Math.min(bandRows + 2 * reach, height)
  // The same memory again for every second band: that of a new one is given by the system page by page, which takes longer
  // than the work on it.
  const [memory, spare] = [new ArrayBuffer(mostRows * rowBytes), new ArrayBuffer(mostRows * rowBytes)]
  let finished: { top: number; data: RawImage['data'] } | undefined
  for (let top = 0, turn = 0; top < height; top += bandRows, turn++) {
    signal.throwIfAborted()
    const rows = Math.min(bandRows, height - top)
    const from = Math.max(0, top - reach)
    const to = Math.min(height, top + rows + reach)
    const band = await pixels.readRows(from, to - from, hasAlpha, turn % 2 === 0 ? memory : spare)
    const changed = change(band, from)
    // Written one band late: the next one has read the rows that it needs as they were.
    if (finished) await pixels.writeRows(finished.top, finished.data)
    const rowSamples = changed.data.length / changed.height
    finished = {
      top,
      data: changed.data.subarray((top - from) * rowSamples, (top - from + rows) * rowSamples),
    }
  }
  if (finished) await pixels.writeRows(finished.top, finished.data)
}
