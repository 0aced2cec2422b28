import { createReadStream } from 'node:fs'

const chunkBytes = 256 * 1024

/** A file in pieces. Throws the signal's reason when it is aborted between two. */
export async function* readChunks(path: string, signal: AbortSignal): AsyncGenerator<Buffer> {
  for await (const chunk of createReadStream(path, { highWaterMark: chunkBytes })) {
    signal.throwIfAborted()
    yield chunk as Buffer
  }
}
