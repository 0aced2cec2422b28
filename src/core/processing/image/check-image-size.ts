import type { Metadata } from 'sharp'
import { DarkroomError } from '../../errors.ts'

/** Throws `too-large` with both numbers when the header promises more pixels than allowed. Decodes nothing. */
export function checkImageSize(header: Metadata, fileName: string, maxPixels: number): void {
  const { width, height } = header
  if (width * height <= maxPixels) return
  throw new DarkroomError(
    'too-large',
    `"${fileName}" has ${width} x ${height} = ${width * height} pixels; the limit is ${maxPixels} pixels.`,
  )
}
