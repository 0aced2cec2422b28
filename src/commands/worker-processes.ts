import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Logger } from 'pino'
import { compileCacheEnv } from './compile-cache.ts'
import { mallocSettings } from './malloc-settings.ts'

const program = fileURLToPath(new URL('../main.ts', import.meta.url))
/** A worker that dies at once is started again after this, doubled each time up to the maximum. */
const firstRestartMs = 200
const maxRestartMs = 10_000
/** A worker that has lived so long counts as healthy. */
const healthyAfterMs = 10_000
/** A worker that has not ended by itself after so long is killed. */
const killAfterMs = 18_000

/** The worker processes of a server: as many as asked for, each replaced when it dies or can not be started. */
export class WorkerProcesses {
  readonly #env: NodeJS.ProcessEnv
  readonly #logger: Logger
  readonly #execPath: string
  readonly #running = new Set<ChildProcess>()
  readonly #restarts = new Set<NodeJS.Timeout>()
  #stopping = false

  /** @param execPath the Node.js that runs them */
  constructor(count: number, env: NodeJS.ProcessEnv, logger: Logger, execPath = process.execPath) {
    this.#env = env
    this.#logger = logger
    this.#execPath = execPath
    for (let i = 0; i < count; i++) this.#start(firstRestartMs)
  }

  async stop(): Promise<void> {
    this.#stopping = true
    for (const timer of this.#restarts) clearTimeout(timer)
    await Promise.all(
      [...this.#running].map(async (child) => {
        const exited = once(child, 'exit')
        child.kill('SIGTERM')
        const timer = setTimeout(() => child.kill('SIGKILL'), killAfterMs)
        await exited
        clearTimeout(timer)
      }),
    )
  }

  #start(restartMs: number): void {
    const startedAt = Date.now()
    const gone = (what: string, err?: unknown) => {
      if (this.#stopping) return
      this.#logger.warn(err === undefined ? {} : { err }, `${what}; starting another`)
      const next =
        Date.now() - startedAt > healthyAfterMs ? firstRestartMs : Math.min(restartMs * 2, maxRestartMs)
      const timer = setTimeout(() => {
        this.#restarts.delete(timer)
        this.#start(next)
      }, restartMs)
      this.#restarts.add(timer)
    }
    const failed = (err: unknown) => gone('a worker could not be started', err)
    let child: ChildProcess
    try {
      child = this.#spawn()
    } catch (err) {
      // Out of memory is thrown; a lack of processes or files, and a program that is absent, come as an event.
      failed(err)
      return
    }
    if (child.pid === undefined) {
      child.once('error', failed)
      return
    }
    this.#running.add(child)
    child.on('error', (err) => this.#logger.error({ err }, `worker ${child.pid} can not be reached`))
    child.once('exit', (code, signal) => {
      this.#running.delete(child)
      gone(`worker ${child.pid} ended (${signal ?? `exit code ${code}`})`)
    })
  }

  #spawn(): ChildProcess {
    // The IPC channel tells the worker when this process dies, however it does.
    return spawn(this.#execPath, [program, 'work'], {
      env: { ...mallocSettings, ...this.#env, ...compileCacheEnv },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
  }
}
