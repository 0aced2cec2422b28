import { open } from 'node:fs/promises'
import { DarkroomError } from '../../errors.ts'
import { say } from '../../messages/messages.ts'
import { openImage } from '../image/open-image.ts'
import { bmpHeaderBytes, readBmpHeader } from './bmp-header.ts'
import { DamagedPictureError, type DecodedKind, type PictureHeader } from './decoding.ts'
import { jp2HeaderBytes, readJp2Header } from './jp2-header.ts'

/** What the header of a file says, without decoding anything. Throws `bad-file` for a broken one. */
export async function readPictureHeader(
  kind: DecodedKind,
  path: string,
  fileName: string,
): Promise<PictureHeader> {
  try {
    // The image library reads what is around the picture in a HEIC file, only not the picture itself.
    if (kind === 'heic') return await heicHeader(path)
    if (kind === 'bmp') return readBmpHeader(await headOf(path, bmpHeaderBytes, bmpHeaderBytes))
    return readJp2Header(await headOf(path, jp2HeaderBytes, 4))
  } catch (thrown) {
    if (!(thrown instanceof DamagedPictureError)) throw thrown
    throw new DarkroomError('bad-file', say('damaged', { file: fileName, reason: thrown.reason }), {
      cause: thrown,
    })
  }
}

/** HEIC names the container; only pictures in HEVC are decoded. */
async function heicHeader(path: string): Promise<PictureHeader> {
  const { width, height, channels, compression } = await openImage(path).metadata()
  const header = { width, height, channels, bits: 8 } as const
  if (compression === 'hevc') return header
  return { ...header, unsupported: say('notHevc', { compression: compression ?? say('somethingUnknown') }) }
}

/** The first bytes of a file, with zeros behind its end where it has less than `least`. */
async function headOf(path: string, most: number, least: number): Promise<Buffer> {
  const file = await open(path)
  try {
    const head = Buffer.alloc(most)
    const { bytesRead } = await file.read(head, 0, most, 0)
    return head.subarray(0, Math.max(bytesRead, least))
  } finally {
    await file.close()
  }
}
