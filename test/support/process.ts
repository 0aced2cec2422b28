import { type ChildProcess, spawn } from 'node:child_process'
import { chmod, mkdtemp, readFile, realpath, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { compileCacheEnv } from '../../src/commands/compile-cache.ts'
import { adminPassword } from './app.ts'
import { createTestDatabase, type TestDatabase } from './postgres.ts'
import { isAlive, processesAbout } from './processes-about.ts'
import { waitFor } from './wait-for.ts'

const program = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

export interface Exit {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

/** A `darkroom` command as a process of its own, leader of a process group, as a shell would start it. */
export class DarkroomProcess {
  readonly #child: ChildProcess
  readonly pid: number
  stdout = ''
  stderr = ''
  readonly exited: Promise<Exit>
  #exit: Exit | undefined

  constructor(args: readonly string[], env: NodeJS.ProcessEnv, input: string) {
    this.#child = spawn(process.execPath, [program, ...args], { env, stdio: 'pipe', detached: true })
    this.pid = this.#child.pid ?? 0
    this.#child.stdout?.on('data', (chunk) => {
      this.stdout += chunk
    })
    this.#child.stderr?.on('data', (chunk) => {
      this.stderr += chunk
    })
    this.#child.stdin?.end(input)
    this.exited = new Promise((resolve) => {
      // Not 'close': a worker that outlives its server would keep the pipes open.
      this.#child.once('exit', (code, signal) => {
        this.#exit = { code, signal }
        resolve(this.#exit)
      })
    })
  }

  /** Waits for a text on standard output or error. Throws with all output when the process ends before. */
  async says(text: string, timeoutMs = 60_000): Promise<this> {
    await waitFor(
      `"${text}"`,
      async () => {
        if (this.stdout.includes(text) || this.stderr.includes(text)) return true
        if (this.#exit !== undefined)
          throw new Error(`it ended with ${this.#exit.code} before "${text}": ${this.stdout}${this.stderr}`)
        return false
      },
      timeoutMs,
    )
    return this
  }

  /** Sends a signal to the process alone, and waits for its end. */
  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<Exit> {
    this.#child.kill(signal)
    return await this.exited
  }

  /** Sends a signal to the process and to all that it started, except the database, as Ctrl-C in a terminal does. */
  signalGroup(signal: NodeJS.Signals): void {
    ignoreAbsence(() => process.kill(-this.pid, signal))
  }
}

/** A data folder of its own, a free port, and the commands that are run on them. */
export class Installation {
  readonly folder: string
  readonly port: number
  readonly #env: NodeJS.ProcessEnv
  readonly #database: TestDatabase | undefined

  private constructor(
    folder: string,
    port: number,
    env: NodeJS.ProcessEnv,
    database: TestDatabase | undefined,
  ) {
    this.folder = folder
    this.port = port
    this.#env = env
    this.#database = database
  }

  /**
   * With the embedded database. `env` comes on top of: one worker, the tests' administrator, nothing inherited. Call
   * `remove` at the end.
   */
  static async make(env: NodeJS.ProcessEnv = {}): Promise<Installation> {
    return await Installation.#make(env, undefined)
  }

  /** The same with a database of its own of the run's PostgreSQL, which starts in half the time. */
  static async makeOnTestDatabase(env: NodeJS.ProcessEnv = {}): Promise<Installation> {
    const database = await createTestDatabase()
    return await Installation.#make({ DATABASE_URL: database.url, ...env }, database)
  }

  static async #make(env: NodeJS.ProcessEnv, database: TestDatabase | undefined): Promise<Installation> {
    const folder = await realpath(await mkdtemp(join(tmpdir(), 'darkroom-process-')))
    // As root, PostgreSQL runs under another account, which must be able to enter.
    await chmod(folder, 0o711)
    return new Installation(folder, await freePort(), env, database)
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  /** Whether its PostgreSQL is its own. */
  get isEmbedded(): boolean {
    return this.#database === undefined
  }

  get dataFolder(): string {
    return join(this.folder, 'data')
  }

  /** Starts `darkroom <args>`; an undefined value in `env` takes a setting away. */
  start(args: readonly string[], { env = {}, input = '' }: RunOptions = {}): DarkroomProcess {
    const { PATH, HOME, TMPDIR } = process.env
    const settings = {
      PATH,
      HOME,
      TMPDIR,
      // As bin/darkroom has it.
      ...compileCacheEnv,
      DARKROOM_DATA: this.dataFolder,
      PORT: `${this.port}`,
      DARKROOM_WORKERS: '1',
      DARKROOM_ADMIN_PASSWORD: adminPassword,
      ...this.#env,
      ...env,
    }
    return new DarkroomProcess(args, settings, input)
  }

  /** Runs a command to its end. */
  async run(
    args: readonly string[],
    options: RunOptions = {},
  ): Promise<Exit & Pick<DarkroomProcess, 'stdout' | 'stderr'>> {
    const child = this.start(args, options)
    const exit = await child.exited
    return { ...exit, stdout: child.stdout, stderr: child.stderr }
  }

  /** Starts `darkroom serve` and waits until it and, unless it has none, a worker are ready. */
  async serve(args: readonly string[] = [], options: RunOptions = {}): Promise<DarkroomProcess> {
    const server = await this.start(['serve', ...args], options).says('darkroom is ready')
    const workers = args.includes('--no-workers') ? '0' : (options.env?.DARKROOM_WORKERS ?? '1')
    if (workers !== '0') await this.hasWorker()
    return server
  }

  async hasWorker(): Promise<void> {
    await waitFor('a worker', async () => (await fetch(`${this.url}/readyz`)).ok)
  }

  /** Process id of the running PostgreSQL. */
  async postmaster(): Promise<number> {
    return Number((await this.#postmasterFile())[0])
  }

  /** The folder in which the running PostgreSQL has its socket. */
  async socketFolder(): Promise<string> {
    return (await this.#postmasterFile())[4] ?? ''
  }

  /** Runs queries on the database, on a connection of their own. */
  async withDatabase<T>(task: (client: pg.Client) => Promise<T>): Promise<T> {
    const client = new pg.Client(this.#database?.url ?? (await this.#embeddedDatabase()))
    client.on('error', () => undefined)
    await client.connect()
    try {
      return await task(client)
    } finally {
      await client.end()
    }
  }

  /** The processes that work on the data folder: process id and command line. */
  async processes(): Promise<Map<number, string>> {
    return processesAbout(this.folder)
  }

  /** Process ids of the workers. */
  async workers(): Promise<number[]> {
    const processes = await this.processes()
    return [...processes].flatMap(([pid, command]) => (/main\.ts work$/.test(command) ? [pid] : []))
  }

  /** Waits until no process is left. */
  async isQuiet(timeoutMs?: number): Promise<void> {
    const what = 'the end of all processes'
    // All processes are looked through only when those are gone that were found before.
    for (let found = await this.processes(); found.size > 0; found = await this.processes()) {
      const pids = [...found.keys()]
      await waitFor(what, async () => !pids.some(isAlive), timeoutMs)
    }
  }

  /** Ends what still runs, and takes the folder away. */
  async remove(): Promise<void> {
    for (const pid of (await this.processes()).keys()) ignoreAbsence(() => process.kill(pid, 'SIGKILL'))
    await this.isQuiet()
    await rm(this.folder, { recursive: true, force: true })
    await this.#database?.drop()
  }

  async #embeddedDatabase(): Promise<pg.ClientConfig> {
    const password = (await readFile(join(this.dataFolder, 'postgres', 'password'), 'utf8')).trim()
    const host = await this.socketFolder()
    return { host, port: 5432, user: 'darkroom', database: 'darkroom', password }
  }

  async #postmasterFile(): Promise<string[]> {
    const file = join(this.dataFolder, 'postgres', 'cluster', 'postmaster.pid')
    return (await readFile(file, 'utf8')).split('\n')
  }
}

export interface RunOptions {
  readonly env?: NodeJS.ProcessEnv
  /** For standard input, which then ends. */
  readonly input?: string
}

/** A TCP port of the loopback address that nobody listens on. */
export async function freePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

/** A process that is gone already is as good as signalled. */
function ignoreAbsence(act: () => void): void {
  try {
    act()
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'ESRCH') throw thrown
  }
}
