import { type ChildProcess, spawn } from 'node:child_process'
import path from 'node:path'
import type { Binaries } from './binaries.ts'
import type { Home } from './home.ts'
import { dropStaleFiles } from './postmaster.ts'
import { outputLimit, toolOptions } from './run-tool.ts'
import { type LogMark, markLog, readLogSince } from './server-log.ts'
import { type Settings, socketPort, writeSettings } from './settings.ts'
import { prepareSocketFolder } from './socket-folder.ts'

/** Two that start at once, or the leavings of a crash: the next try, or the other one, succeeds. */
const passing =
  /lock file ".*" already exists|shared memory block .* is still in use|could not create lock file ".*\.s\.PGSQL/

/** A PostgreSQL that this process started, until it is known to be ready. */
export class Launch {
  readonly #home: Home
  readonly #child: ChildProcess
  readonly #mark: LogMark
  #output = ''
  #ended = false
  readonly #exit: Promise<void>

  private constructor(home: Home, child: ChildProcess, mark: LogMark) {
    this.#home = home
    this.#child = child
    this.#mark = mark
    this.#exit = new Promise((resolve) => {
      child.once('exit', () => resolve())
      child.once('error', () => resolve())
    })
    child.stderr?.on('data', (chunk: Buffer) => {
      this.#output = (this.#output + chunk.toString()).slice(-outputLimit)
    })
    child.once('error', (error) => {
      this.#output += error.message
      this.#ended = true
    })
    child.once('close', () => {
      this.#ended = true
    })
  }

  /**
   * For a cluster that no PostgreSQL runs. Starts it detached, in a session of its own: it outlives us and no
   * Ctrl-C of our terminal reaches it.
   */
  static async begin(home: Home, binaries: Binaries, extra: Settings): Promise<Launch> {
    await writeSettings(home.folder)
    const socketFolder = await prepareSocketFolder(home)
    await dropStaleFiles(home.cluster, socketFolder)
    const mark = await markLog(home)
    const settings = Object.entries(extra).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    const child = spawn(
      path.join(binaries.folder, 'bin', 'postgres'),
      ['-D', home.cluster, '-k', socketFolder, '-p', `${socketPort}`, ...settings],
      { ...toolOptions(home.account), detached: true, stdio: ['ignore', 'ignore', 'pipe'] },
    )
    return new Launch(home, child, mark)
  }

  /** Waits until the process is gone and the system has forgotten it. */
  async gone(): Promise<void> {
    // After `release` it no longer keeps us alive to hear of its end.
    this.#child.ref()
    await this.#exit
  }

  /** What it printed and logged, once it ended for a reason that another try does not cure. */
  async failure(): Promise<string | undefined> {
    if (!this.#ended) return undefined
    // Soon after its start PostgreSQL turns from its error output to its log.
    const output = this.#output + (await readLogSince(this.#home, this.#mark))
    return passing.test(output) ? undefined : output
  }

  get ended(): boolean {
    return this.#ended
  }

  /** Lets go of it, so that our process can end while it runs on. */
  release(): void {
    this.#child.stderr?.destroy()
    this.#child.unref()
  }
}
