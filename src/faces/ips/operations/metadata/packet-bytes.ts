import { promisify } from 'node:util'
import { deflate, gunzip, gzip, type InputType, inflate } from 'node:zlib'
import { DarkroomError } from '../../../../core/errors.ts'
import { maxPacketLength } from '../../../../core/metadata/xmp/asset-packet.ts'

const options = { maxOutputLength: 2 * maxPacketLength }

/** An XMP packet as the API carries it: a zlib stream inside a gzip one. */
export async function packetBytes(packet: string): Promise<Uint8Array> {
  return await promisify<InputType, Buffer>(gzip)(await promisify<InputType, Buffer>(deflate)(packet))
}

/**
 * The packet in such bytes; a gzip or a zlib stream alone and plain text are taken too. Throws `invalid-parameter` for bytes that
 * are none of it, or hold more than 10 MB.
 */
export async function packetOfBytes(bytes: Uint8Array): Promise<string> {
  let inner = Buffer.from(bytes)
  try {
    if (inner[0] === 0x1f && inner[1] === 0x8b) inner = await unpacked(gunzip, inner)
    if (isZlib(inner)) inner = await unpacked(inflate, inner)
    return new TextDecoder('utf-8', { fatal: true }).decode(inner)
  } catch {
    throw new DarkroomError(
      'invalid-parameter',
      'compressedPacket: it is no XMP packet of at most 10 MB, compressed with zlib, and that with gzip.',
      { field: 'compressedPacket' },
    )
  }
}

function isZlib(bytes: Buffer): boolean {
  return bytes.length >= 2 && ((bytes[0] ?? 0) & 0x0f) === 8 && bytes.readUInt16BE(0) % 31 === 0
}

async function unpacked(method: typeof gunzip | typeof inflate, bytes: Buffer): Promise<Buffer<ArrayBuffer>> {
  return await new Promise((resolve, reject) => {
    method(bytes, options, (error, result) => (error ? reject(error) : resolve(Buffer.from(result))))
  })
}
