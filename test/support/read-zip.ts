import { crc32 } from 'node:zlib'

/** A file in a ZIP. */
export interface ZippedFile {
  readonly path: string
  readonly data: Buffer
}

/**
 * The files of a ZIP without compression, in the order of its directory (APPNOTE.TXT, sections 4.3.7, 4.3.12 and 4.3.16).
 * Throws when their checksums are wrong.
 */
export function readZip(zip: Buffer): ZippedFile[] {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  const count = zip.readUInt16LE(end + 10)
  let at = zip.readUInt32LE(end + 16)
  return Array.from({ length: count }, () => {
    if (zip.readUInt16LE(at + 10) !== 0) throw new Error('a file is compressed')
    const size = zip.readUInt32LE(at + 20)
    const nameLength = zip.readUInt16LE(at + 28)
    const path = zip.toString('utf8', at + 46, at + 46 + nameLength)
    const local = zip.readUInt32LE(at + 42)
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    const data = zip.subarray(start, start + size)
    if (crc32(data) !== zip.readUInt32LE(at + 16)) throw new Error(`${path} has a wrong checksum`)
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
    return { path, data }
  })
}
