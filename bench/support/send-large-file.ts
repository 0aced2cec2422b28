import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const script = fileURLToPath(new URL('send-large-file-process.ts', import.meta.url))

export interface LargeFile {
  /** Where to POST it. */
  readonly url: string
  /** `form`: as UploadFile wants it; `raw`: the bytes alone. */
  readonly as: 'form' | 'raw'
  /** Bytes of the file, a whole number of MiB. */
  readonly size: number
}

/** Sends a file of random bytes from a process of its own. Seconds from the first byte sent to the end of the answer. */
export async function sendLargeFile(file: LargeFile): Promise<number> {
  const child = spawn(process.execPath, [script, JSON.stringify(file)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const exited = once(child, 'exit')
  const seconds = await Promise.race([
    once(child, 'message').then(([message]) => Number(message)),
    exited.then(([code]) => {
      throw new Error(`the sender ended with ${code}`)
    }),
  ])
  await exited
  return seconds
}
