import { pipeline, type Readable } from 'node:stream'
import { crc32, createInflateRaw } from 'node:zlib'
import type { Entry, ZipFile } from 'yauzl'
import { DarkroomError } from '../../errors.ts'
import { type NestedMessage, say } from '../../messages/messages.ts'
import type { UnpackBudget } from './unpack-budget.ts'

/** The ways of compression that are known by name (APPNOTE.TXT, section 4.4.5); only the first two are unpacked. */
const methods: Readonly<Record<number, string>> = {
  0: 'stored',
  8: 'Deflate',
  1: 'Shrink',
  6: 'Implode',
  9: 'Deflate64',
  12: 'bzip2',
  14: 'LZMA',
  93: 'Zstandard',
  95: 'XZ',
  98: 'PPMd',
  99: 'AES encryption',
}
const [stored, deflated] = [0, 8]

/**
 * The bytes of one file of a ZIP. Throws `bad-file` when it is encrypted, damaged, compressed in another way than Deflate, or
 * has another size or checksum than the directory says.
 */
export async function* zipContent(zip: ZipFile, entry: Entry, budget: UnpackBudget): AsyncGenerator<Buffer> {
  const { compressionMethod: method, uncompressedSize } = entry
  if (entry.isEncrypted()) throw bad(say('encrypted'))
  if (method !== stored && method !== deflated)
    throw bad(
      say('entryCompression', { method: methods[method] ?? say('compressionMethod', { number: method }) }),
    )
  if (method === stored && entry.compressedSize !== uncompressedSize) throw wrongSize(entry)
  let size = 0
  let sum = 0
  for await (const chunk of unpacked(zip, entry)) {
    size += chunk.length
    if (size > uncompressedSize) throw wrongSize(entry)
    budget.take(chunk.length)
    sum = crc32(chunk, sum)
    yield chunk
  }
  if (size !== uncompressedSize) throw wrongSize(entry)
  if (sum !== entry.crc32) throw bad(say('entryChecksum'))
}

async function* unpacked(zip: ZipFile, entry: Entry): AsyncGenerator<Buffer> {
  let raw: Readable | undefined
  try {
    raw = await zip.openReadStreamPromise(entry, { decodeFileData: false })
    yield* entry.compressionMethod === stored ? raw : inflated(raw)
  } catch (error) {
    throw bad(say('entryDamaged', { reason: error instanceof Error ? error.message : String(error) }), error)
  } finally {
    raw?.destroy()
  }
}

async function* inflated(raw: Readable): AsyncGenerator<Buffer> {
  // What breaks it comes out of the stream that is read.
  yield* pipeline(raw, createInflateRaw(), () => undefined)
}

function wrongSize({ uncompressedSize }: Entry): DarkroomError {
  return bad(say('entrySizeWrong', { size: uncompressedSize }))
}

function bad(message: NestedMessage, cause?: unknown): DarkroomError {
  return new DarkroomError('bad-file', message, { cause })
}
