import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Logger } from 'pino'

const program = fileURLToPath(new URL('../main.ts', import.meta.url))
/** A worker that dies at once is started again after this, doubled each time up to the maximum. */
const firstRestartMs = 200
const maxRestartMs = 10_000
/** A worker that has lived so long counts as healthy. */
const healthyAfterMs = 10_000
/** A worker that has not ended by itself after so long is killed. */
const killAfterMs = 18_000

/** The worker processes of a server: as many as asked for, each replaced when it dies. */
export class WorkerProcesses {
  readonly #env: NodeJS.ProcessEnv
  readonly #logger: Logger
  readonly #running = new Set<ChildProcess>()
  readonly #restarts = new Set<NodeJS.Timeout>()
  #stopping = false

  constructor(count: number, env: NodeJS.ProcessEnv, logger: Logger) {
    this.#env = env
    this.#logger = logger
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
    // The IPC channel tells the worker when this process dies, however it does.
    const child = spawn(process.execPath, [program, 'work'], {
      env: this.#env,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    this.#running.add(child)
    child.once('error', (err) => this.#logger.error({ err }, 'a worker could not be started'))
    child.once('exit', (code, signal) => {
      this.#running.delete(child)
      if (this.#stopping) return
      this.#logger.warn(`worker ${child.pid} ended (${signal ?? `exit code ${code}`}); starting another`)
      const next =
        Date.now() - startedAt > healthyAfterMs ? firstRestartMs : Math.min(restartMs * 2, maxRestartMs)
      const timer = setTimeout(() => {
        this.#restarts.delete(timer)
        this.#start(next)
      }, restartMs)
      this.#restarts.add(timer)
    })
  }
}
