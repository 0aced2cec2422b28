import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const script = fileURLToPath(new URL('picture-server-process.ts', import.meta.url))

export interface PictureServer {
  /** Without a closing slash. */
  readonly url: string
  stop(): Promise<void>
}

/** A web server in a process of its own with one JPEG file under every path, its bytes different for each. */
export async function startPictureServer(path: string): Promise<PictureServer> {
  const child = spawn(process.execPath, [script, path], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
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
