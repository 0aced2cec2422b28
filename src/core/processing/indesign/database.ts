import { open } from 'node:fs/promises'
import { DarkroomError } from '../../errors.ts'
import { say } from '../../messages/messages.ts'

/** InDesign's database pages (XMP specification part 3, INDD), in bytes. */
const pageBytes = 4096
const objectMark = Buffer.from('de39397951884b6c8e63eef8aee0dd38', 'hex')
const objectHeaderBytes = 32
const objectTrailerBytes = 32
/** More objects than any document carries behind its database. */
const maxObjects = 10_000
/** The largest packet that is read, in bytes: previews of pages lie in it. */
export const maxPacketBytes = 64 * 1024 * 1024

/**
 * The XMP packet of an INDD file: it lies in a stream behind the database, whose size the newer of the two master pages
 * tells. Undefined when there is none, or a larger one than maxPacketBytes. Throws `bad-file` when the file ends inside of
 * its database.
 */
export async function readInDesignPacket(
  path: string,
  fileName: string,
  size: number,
): Promise<string | undefined> {
  const file = await open(path)
  try {
    const read = async (position: number, length: number) => {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position)
      return buffer.subarray(0, bytesRead)
    }
    const masters = await read(0, 2 * pageBytes)
    const start = databaseBytes(masters)
    if (masters.length < 2 * pageBytes || start > size)
      throw new DarkroomError(
        'bad-file',
        say('inDesignCut', { file: fileName, expected: Math.max(start, 2 * pageBytes), size }),
      )
    const bigEndian = masters[24] === 2
    let at = start
    for (let object = 0; object < maxObjects; object++) {
      const header = await read(at, objectHeaderBytes + 4 + 16)
      if (header.length < objectHeaderBytes + 4 || !header.subarray(0, 16).equals(objectMark))
        return undefined
      const length = bigEndian ? header.readUInt32BE(24) : header.readUInt32LE(24)
      if (header.toString('latin1', objectHeaderBytes + 4).startsWith('<?xpacket')) {
        if (length > maxPacketBytes) return undefined
        return (await read(at + objectHeaderBytes + 4, length - 4)).toString('utf8')
      }
      at += objectHeaderBytes + length + objectTrailerBytes
    }
    return undefined
  } finally {
    await file.close()
  }
}

/** By the master page with the higher sequence number. */
function databaseBytes(masters: Buffer): number {
  if (masters.length < 2 * pageBytes) return 0
  const newer = masters.readBigUInt64LE(264) > masters.readBigUInt64LE(pageBytes + 264) ? 0 : pageBytes
  return masters.readUInt32LE(newer + 280) * pageBytes
}
