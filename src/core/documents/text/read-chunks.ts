import type { DocumentFiles } from '../document.ts'

/** A stored file in pieces. Throws the signal's reason when it is aborted between two, and `not-found`. */
export async function* readChunks(
  files: DocumentFiles,
  key: string,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  for await (const chunk of await files.read(key)) {
    signal.throwIfAborted()
    yield chunk as Buffer
  }
}
