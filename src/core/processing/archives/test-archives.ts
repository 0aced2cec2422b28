import { crc32, deflateRawSync } from 'node:zlib'
import { pack } from 'tar-stream'

/** For tests: a file of a ZIP, told as it is or with lies. */
export interface ZipMember {
  readonly name: string | Buffer
  readonly data?: Buffer | string
  /** 8: Deflate; absent: stored. */
  readonly method?: number
  readonly flags?: number
  /** In place of the right ones. */
  readonly size?: number
  readonly crc?: number
  readonly extra?: Buffer
  /** Mode of a file on Unix. */
  readonly mode?: number
  /** Its bytes are those of the member of this number. */
  readonly sameAs?: number
}

/** For tests: a ZIP of exactly these members (APPNOTE.TXT, sections 4.3.7, 4.3.12 and 4.3.16). */
export function zipOf(members: readonly ZipMember[], { entryCount = members.length } = {}): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  const offsets: number[] = []
  let at = 0
  for (const member of members) {
    const name = Buffer.from(member.name)
    const data = Buffer.from(member.data ?? '')
    const packed = member.method === 8 ? deflateRawSync(data) : data
    const extra = member.extra ?? Buffer.alloc(0)
    const facts = Buffer.alloc(26)
    facts.writeUInt16LE(20, 0)
    facts.writeUInt16LE(member.flags ?? 0, 2)
    facts.writeUInt16LE(member.method ?? 0, 4)
    facts.writeUInt32LE(member.crc ?? crc32(data), 10)
    facts.writeUInt32LE(packed.length, 14)
    facts.writeUInt32LE(member.size ?? data.length, 18)
    facts.writeUInt16LE(name.length, 22)
    facts.writeUInt16LE(extra.length, 24)
    const offset = member.sameAs === undefined ? at : (offsets[member.sameAs] ?? 0)
    offsets.push(offset)
    if (member.sameAs === undefined) {
      parts.push(Buffer.from('PK\x03\x04', 'latin1'), facts, name, extra, packed)
      at += 30 + name.length + extra.length + packed.length
    }
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(((member.mode ?? 0) << 16) >>> 0, 6)
    rest.writeUInt32LE(offset, 10)
    const made = Buffer.from([20, member.mode === undefined ? 0 : 3])
    directory.push(Buffer.from('PK\x01\x02', 'latin1'), made, facts, rest, name, extra)
  }
  const listed = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(entryCount, 4)
  end.writeUInt16LE(entryCount, 6)
  end.writeUInt32LE(listed.length, 8)
  end.writeUInt32LE(at, 12)
  return Buffer.concat([...parts, listed, Buffer.from('PK\x05\x06', 'latin1'), end])
}

/** For tests: an entry of a TAR; its data is text or bytes. */
export interface TarMember {
  readonly name: string
  readonly data?: Buffer | string
  readonly type?: 'file' | 'directory' | 'symlink' | 'link' | 'fifo' | 'character-device'
  readonly linkname?: string
  readonly pax?: Readonly<Record<string, string>>
}

/** For tests: a TAR, with PAX headers where names need them. */
export async function tarOf(members: readonly TarMember[]): Promise<Buffer> {
  const tar = pack()
  for (const { data = '', ...header } of members) tar.entry(header, data)
  tar.finalize()
  const chunks: Buffer[] = []
  for await (const chunk of tar as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks)
}
