import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const script = fileURLToPath(new URL('npm-soap-server-process.ts', import.meta.url))

/** Parameters by operation. */
export type SoapCalls = Readonly<Record<string, object>>

export interface NpmSoapServer {
  /** Without a closing slash. */
  readonly url: string
  stop(): Promise<void>
}

/**
 * A server of the npm package `soap`, in a process of its own, over the WSDL of a darkroom. It makes each of the calls
 * there once, and from then on answers with what came back, from memory and without looking at who asks. Fails unless a
 * client understands both servers alike.
 */
export async function startNpmSoapServer(darkroomUrl: string, calls: SoapCalls): Promise<NpmSoapServer> {
  const child = spawn(process.execPath, [script, darkroomUrl, JSON.stringify(calls)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const exited = once(child, 'exit')
  const port = await Promise.race([
    once(child, 'message').then(([message]) => Number(message)),
    exited.then(([code]) => {
      throw new Error(`the server of the npm package soap ended with ${code}`)
    }),
  ])
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      child.kill()
      await exited
    },
  }
}
