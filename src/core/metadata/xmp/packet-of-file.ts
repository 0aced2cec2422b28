import sharp from 'sharp'
import type { BlobStore } from '../../ports.ts'
import { readXmpPacket } from '../../processing/metadata/xmp-packet.ts'
import { maxMetadataBlockBytes } from '../../processing/metadata.ts'

/** What ends a packet that may be written over. */
const closing = '<?xpacket end="w"?>'

/**
 * The XMP packet in a stored file, as it stands there; undefined: it has none of at most 10 MB. Pictures are read as such, since
 * their packets need no marks around them; in other files the marks are looked for.
 */
export async function packetOfFile(
  blobs: BlobStore,
  key: string,
  isImage: boolean,
): Promise<string | undefined> {
  const path = await blobs.localPath(key)
  if (isImage) {
    const xmp = await sharp(path)
      .metadata()
      .then((header) => header.xmp)
      // The image library does not read every picture that a processor does.
      .catch(() => undefined)
    if (xmp && xmp.length <= maxMetadataBlockBytes) return decoded(xmp)
  }
  const packet = await readXmpPacket(path)
  return packet === undefined ? undefined : `${packet}${closing}`
}

function decoded(xmp: Buffer): string {
  const mark = xmp.length >= 2 ? xmp.readUInt16BE(0) : 0
  const encoding = mark === 0xfffe ? 'utf-16le' : mark === 0xfeff ? 'utf-16be' : 'utf-8'
  // Some writers end the packet with NUL.
  return new TextDecoder(encoding).decode(xmp).replace(/\0+$/, '')
}
