import type { Readable } from 'node:stream'
import { type Entry, openPromise } from 'yauzl'

/** What may be read of a document that is a ZIP of parts (Office, IDML). */
export interface PackageLimits {
  readonly maxEntries: number
  /** Of one part, unpacked, in bytes. */
  readonly maxPartBytes: number
  /** Of all parts that are read, unpacked, in bytes. */
  readonly maxBytes: number
}

export const packageLimits: PackageLimits = {
  maxEntries: 20_000,
  maxPartBytes: 12 * 1024 * 1024,
  maxBytes: 24 * 1024 * 1024,
}

export interface Package {
  /** Of all parts, in the order of the file. */
  readonly names: readonly string[]
  /** Those that were asked for, by name. */
  readonly parts: ReadonlyMap<string, Buffer>
  /** True: something was left out, because it was too large or too much. */
  readonly cut: boolean
}

/**
 * Unpacks the parts of a document that are wanted, within limits. What a part says of its size is not believed: unpacking
 * stops at the limit. Throws yauzl's and zlib's errors for a ZIP that is damaged, cut off or encrypted.
 */
export async function readPackage(
  path: string,
  wanted: (name: string) => boolean,
  limits: PackageLimits = packageLimits,
): Promise<Package> {
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false })
  try {
    const names: string[] = []
    const parts = new Map<string, Buffer>()
    let left = limits.maxBytes
    let cut = false
    const entries: AsyncIterable<Entry> = zip.eachEntry()
    for await (const entry of entries) {
      if (names.length >= limits.maxEntries) {
        cut = true
        break
      }
      names.push(entry.fileName)
      if (!wanted(entry.fileName) || parts.has(entry.fileName)) continue
      const most = Math.min(limits.maxPartBytes, left)
      const part =
        entry.uncompressedSize > most
          ? undefined
          : await readAtMost(await zip.openReadStreamPromise(entry), most)
      if (part) {
        parts.set(entry.fileName, part)
        left -= part.length
      } else cut = true
    }
    return { names, parts, cut }
  } finally {
    zip.close()
  }
}

/** Undefined when there is more. */
async function readAtMost(stream: Readable, max: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > max) {
      stream.destroy()
      return undefined
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
