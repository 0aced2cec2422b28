import type { Metadata } from 'sharp'
import { DarkroomError } from '../../errors.ts'
import { say } from '../../messages/messages.ts'
import type { ProcessingLimits } from '../processor.ts'
import { decodedBytes } from './decoded-bytes.ts'

/**
 * Throws `too-large`, with both numbers, when the header promises more pixels than allowed, or a picture that would lie in
 * memory as a whole and take more of it than allowed. Decodes nothing.
 */
export function checkImageSize(
  header: Metadata,
  fileName: string,
  { maxPixels, maxDecodedBytes }: Pick<ProcessingLimits, 'maxPixels' | 'maxDecodedBytes'>,
): void {
  const { width, height } = header
  if (width * height > maxPixels)
    throw new DarkroomError(
      'too-large',
      say('tooManyPixels', { file: fileName, width, height, pixels: width * height, max: maxPixels }),
    )
  const { bytes, reason } = decodedBytes(header)
  if (bytes > maxDecodedBytes)
    throw new DarkroomError(
      'too-large',
      say('tooManyDecodedBytes', { file: fileName, width, height, bytes, reason, max: maxDecodedBytes }),
    )
}
