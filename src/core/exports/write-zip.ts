import { createWriteStream } from 'node:fs'
import { PassThrough, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import { DarkroomError } from '../errors.ts'
import { say } from '../messages/messages.ts'
import type { BlobStore } from '../ports.ts'

export interface ZipEntry {
  /** Unique in the ZIP; relative, with slashes. */
  readonly path: string
  readonly key: string
  /** In bytes. */
  readonly size: number
  readonly modifiedAt: Date
}

/**
 * Writes blobs into a new ZIP file, one after the other in constant memory. They are not compressed once more: what is
 * exported mostly is already. Throws `storage-full`, what the store throws, and the signal's reason; the target is then
 * incomplete.
 */
export async function writeZip(
  target: string,
  blobs: BlobStore,
  entries: Iterable<ZipEntry>,
  signal: AbortSignal,
): Promise<void> {
  const zip = new ZipFile()
  const output = new PassThrough()
  let reading: Readable | undefined
  zip.on('error', (error: Error) => output.destroy(error))
  for (const { path, key, size, modifiedAt } of entries)
    zip.addReadStreamLazy(path, { mtime: modifiedAt, size, compress: false }, (give) => {
      blobs.read(key).then(
        (stream) => {
          reading = stream
          give(undefined, stream)
        },
        (error: unknown) => output.destroy(error instanceof Error ? error : new Error(String(error))),
      )
    })
  zip.end()
  try {
    zip.outputStream.pipe(output)
    await pipeline(output, createWriteStream(target, { flags: 'wx' }), { signal })
  } catch (thrown) {
    signal.throwIfAborted()
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOSPC')
      throw new DarkroomError('storage-full', say('storageFullForZip'), { cause: thrown })
    throw thrown
  } finally {
    // After a failure it would stay open for ever.
    reading?.destroy()
  }
}
