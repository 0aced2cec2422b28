import { PassThrough, Writable } from 'node:stream'
import type { Client } from 'basic-ftp'
import { say } from '../../core/messages/messages.ts'
import { TransientError } from '../../core/transient-error.ts'

/** The bytes of a file on their way. */
export interface FtpDownload {
  /** Ends only when the server has confirmed the whole file; else it fails with what basic-ftp threw, or a TransientError when bytes are missing. */
  readonly source: PassThrough
  /** Resolves with the first bytes, or with the end of an empty file; rejects when there are none to come. */
  readonly begun: Promise<void>
}

/** Starts to download a file. `size`: how many bytes it has to have; undefined: any. */
export function ftpDownload(
  client: Client,
  file: { readonly path: string; readonly size: number | undefined; readonly shown: string },
): FtpDownload {
  const source = new PassThrough()
  const { promise: begun, resolve, reject } = Promise.withResolvers<void>()
  let bytes = 0
  // basic-ftp ends what it writes to on failures too, which would pass for the end of the file.
  const sink = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      bytes += chunk.length
      source.write(chunk, done)
      resolve()
    },
  })
  const finish = async () => {
    await client.downloadTo(sink, file.path)
    if (file.size !== undefined && file.size !== bytes)
      throw new TransientError(say('fetchFailed', { url: file.shown, reason: say('connectionBroke') }))
  }
  finish().then(
    () => {
      source.end()
      resolve()
    },
    (error: Error) => {
      source.destroy(error)
      reject(error)
    },
  )
  return { source, begun }
}
