import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

export const adminUser = 'admin@localhost'
export const adminPassword = 'bench bench bench'

/** A darkroom in processes of its own, as a person would start it. */
export interface Darkroom {
  /** Without a closing slash. */
  readonly url: string
  /** The process that speaks HTTP. */
  readonly pid: number
  /** Ends it as an operator would; resolves when all its processes are gone. */
  stop(): Promise<void>
}

/**
 * Starts `darkroom serve` on an empty data folder and a free port; resolves when it answers. Log lines from warn on.
 * `settings` are further environment variables.
 */
export async function startDarkroom(
  dataFolder: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<Darkroom> {
  const child = spawn(process.execPath, [program, 'serve'], {
    env: {
      ...process.env,
      HOST: '127.0.0.1',
      PORT: '0',
      DARKROOM_DATA: dataFolder,
      DARKROOM_ADMIN_PASSWORD: adminPassword,
      DARKROOM_LOG_LEVEL: 'warn',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  const stop = async () => {
    child.kill('SIGTERM')
    await exited
  }
  for await (const line of createInterface(child.stdout)) {
    const url = /^darkroom is ready at (\S+)$/.exec(line)?.[1]
    if (url === undefined || child.pid === undefined) continue
    child.stdout.resume()
    await untilReady(url)
    return { url, pid: child.pid, stop }
  }
  throw new Error('darkroom ended before it was ready')
}

/** Runs a task against a fresh darkroom, and ends it whatever comes of it. */
export async function withDarkroom<T>(
  dataFolder: string,
  task: (darkroom: Darkroom) => Promise<T>,
  settings: Readonly<Record<string, string>> = {},
): Promise<T> {
  const darkroom = await startDarkroom(dataFolder, settings)
  try {
    return await task(darkroom)
  } finally {
    await darkroom.stop()
  }
}

/** Until database, storage and a worker are there. */
async function untilReady(url: string): Promise<void> {
  while ((await fetch(`${url}/readyz`)).status !== 200) await new Promise((next) => setTimeout(next, 50))
}
