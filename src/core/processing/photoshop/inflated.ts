import { randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createInflate } from 'node:zlib'
import { DarkroomError } from '../../errors.ts'
import { say } from '../../messages/messages.ts'
import type { PlaneShape } from './plane.ts'
import { damaged, openPsdFile, type PsdFile } from './psd-file.ts'

/** Where data is unpacked to that can not be read in the middle. */
export interface Scratch {
  readonly path: string
  /** Of the stored original. */
  readonly folder: string
  readonly signal: AbortSignal
}

/**
 * Unpacks ZIP data of the original at `path` into a file of exactly `bytes` bytes, and opens that. Closing takes it away.
 * Throws `bad-file` when there are more or fewer bytes.
 */
export async function inflate(
  file: PsdFile,
  at: number,
  length: number,
  bytes: number,
  { path, folder, signal }: Scratch,
): Promise<PsdFile> {
  const target = join(folder, `inflated-${randomUUID()}`)
  let written = 0
  const bounded = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      written += chunk.length
      if (written > bytes) done(damaged(file.name, say('psdPackedMore')))
      else done(null, chunk)
    },
  })
  try {
    if (length < 1 || at + length > file.size) throw damaged(file.name, say('psdPackedCut'))
    const source = createReadStream(path, { start: at, end: at + length - 1 })
    await pipeline(source, createInflate(), bounded, createWriteStream(target), { signal })
    if (written < bytes) throw damaged(file.name, say('psdPackedFewer'))
    const inflated = await openPsdFile(target, file.name, bytes)
    return {
      ...inflated,
      close: async () => {
        await inflated.close()
        await rm(target, { force: true })
      },
    }
  } catch (thrown) {
    await rm(target, { force: true })
    signal.throwIfAborted()
    if (thrown instanceof Error && 'code' in thrown && /^Z_/.test(String(thrown.code)))
      throw new DarkroomError('bad-file', say('damaged', { file: file.name, reason: say('psdPacked') }), {
        cause: thrown,
      })
    throw thrown
  }
}

/** Turns rows of differences into rows of values, in place but for 32 bits, whose bytes are also put in order. */
export function unpredict(rows: Buffer, count: number, { width, depth }: PlaneShape): Buffer {
  const rowBytes = rows.length / count
  if (depth === 16) {
    for (let row = 0; row < count; row++) {
      const start = row * rowBytes
      let value = rows.readUInt16BE(start)
      for (let at = start + 2; at < start + rowBytes; at += 2) {
        value = (value + rows.readUInt16BE(at)) & 0xffff
        rows.writeUInt16BE(value, at)
      }
    }
    return rows
  }
  for (let row = 0; row < count; row++)
    for (let at = row * rowBytes + 1; at < (row + 1) * rowBytes; at++)
      rows[at] = ((rows[at - 1] as number) + (rows[at] as number)) & 0xff
  if (depth !== 32) return rows
  const ordered = Buffer.allocUnsafe(rows.length)
  for (let row = 0; row < count; row++)
    for (let x = 0; x < width; x++)
      for (let byte = 0; byte < 4; byte++)
        ordered[row * rowBytes + 4 * x + byte] = rows[row * rowBytes + byte * width + x] as number
  return ordered
}
