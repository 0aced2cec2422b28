import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const script = fileURLToPath(new URL('bare-receiver-process.ts', import.meta.url))

export interface BareReceiver {
  readonly url: string
  stop(): Promise<void>
}

/** A bare Node server in a process of its own: copies each request's body to a file with SHA-256; `sync` makes it durable. */
export async function startBareReceiver(folder: string, sync: boolean): Promise<BareReceiver> {
  const child: ChildProcess = spawn(process.execPath, [script, folder, `${sync}`], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const exited = once(child, 'exit')
  const [port] = await once(child, 'message')
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      child.kill()
      await exited
    },
  }
}
