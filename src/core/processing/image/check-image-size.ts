import type { Metadata } from 'sharp'
import { DarkroomError } from '../../errors.ts'
import { say } from '../../messages/messages.ts'

/** Throws `too-large` with both numbers when the header promises more pixels than allowed. Decodes nothing. */
export function checkImageSize(header: Metadata, fileName: string, maxPixels: number): void {
  const { width, height } = header
  if (width * height <= maxPixels) return
  throw new DarkroomError(
    'too-large',
    say('tooManyPixels', { file: fileName, width, height, pixels: width * height, max: maxPixels }),
  )
}
