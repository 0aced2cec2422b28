import { setTimeout as sleep } from 'node:timers/promises'
import { DarkroomError } from '../../../core/errors.ts'
import { type Binaries, packagedBinaries, runnableBinaries } from './binaries.ts'
import { embeddedUser, type Home, prepareHome } from './home.ts'
import { Launch } from './launch.ts'
import { isAlive, type Postmaster, readPostmaster } from './postmaster.ts'
import { type PostgresConnection, Session } from './session.ts'
import type { Settings } from './settings.ts'
import { removeSocketFolder } from './socket-folder.ts'
import { startError, toStartError } from './start-error.ts'

/** PostgreSQL's own files go here when we are root and the data folder is closed to the database's account. */
export const systemFolder = '/var/lib/darkroom'

/** The name of darkroom's database in the embedded cluster. */
const databaseName = 'darkroom'

/** Where a session is held; it exists in each cluster. */
const maintenanceDatabase = 'postgres'

/** The longest start, including recovery after a crash, in ms. */
const startTimeoutMs = 120_000

/** The longest orderly stop, in ms; then PostgreSQL is told to stop at once, which is safe but recovers later. */
const stopTimeoutMs = 60_000

const pollMs = 20

/** How the embedded PostgreSQL of a data folder is started. */
export interface EmbeddedOptions {
  /** Absolute path of the data folder; made when absent. */
  readonly dataFolder: string
  /** Takes a sentence for the operator. */
  readonly log: { info(message: string): void }
  /** Called once when the connection that holds the claim breaks before `stop`: the process no longer owns the data folder. */
  readonly onLost?: (error: Error) => void
  /** PostgreSQL settings on top of ours. Default none. */
  readonly settings?: Settings
  /** Default `/var/lib/darkroom`. */
  readonly systemFolder?: string
  /** The PostgreSQL to run. Default: the installed package's. */
  readonly binaries?: Binaries
}

/** A running PostgreSQL that this process uses until `stop`. */
export interface EmbeddedPostgres {
  readonly connection: PostgresConnection
  /** The same as a URL for `connect`; it holds the password. */
  readonly url: string
  /** Makes this process the one server of the data folder: true when no other process is. Lasts until `stop` or the process's death. */
  claim(): Promise<boolean>
  /**
   * Ends this process's use. PostgreSQL stops when this process holds the claim, or when no other process uses
   * it; else it runs on. Further calls do nothing more.
   */
  stop(): Promise<void>
}

/**
 * Starts the data folder's PostgreSQL, or takes up the one that runs already: another process's, or one that
 * outlived a killed process. On the very first start it is made by initdb. Any number of processes may do this
 * at once. Throws `invalid-parameter`, `conflict` (other major version), `storage-full` or `internal`.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const base = options.systemFolder ?? systemFolder
  const binaries = options.binaries ?? (await packagedBinaries())
  const home = await prepareHome({
    dataFolder: options.dataFolder,
    binaries,
    base,
    inform: (message) => options.log.info(message),
    durable: options.settings?.fsync !== 'off',
  })
  let claimed = false
  let stopping = false
  const onLost = (error: Error) => {
    if (claimed && !stopping) options.onLost?.(error)
  }
  const { session, connection, launch } = await openOrLaunch(home, onLost, async () =>
    Launch.begin(home, await runnableBinaries(binaries, home.account, base), options.settings ?? {}),
  )
  await session.ensureDatabase(databaseName)
  let stopped: Promise<void> | undefined
  const stop = async () => {
    stopping = true
    const current = session.alive ? session : await Session.open(connection, () => undefined)
    if (current === undefined) return
    const mayStop = (claimed && session.alive) || (await current.isLastUser())
    if (mayStop) await stopPostmaster(home, launch)
    await current.close()
  }
  const ours = { ...connection, database: databaseName }
  return {
    connection: ours,
    url: connectionUrl(ours),
    async claim() {
      claimed ||= await session.claim()
      return claimed
    },
    stop() {
      stopped ??= stop()
      return stopped
    },
  }
}

/** The URL of a connection over a Unix socket, as node-postgres reads it. */
function connectionUrl({ host, port, user, password, database }: PostgresConnection): string {
  return `postgres://${user}:${encodeURIComponent(password)}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`
}

interface Opened {
  readonly session: Session
  readonly connection: PostgresConnection
  /** The start, when it was ours. */
  readonly launch: Launch | undefined
}

async function openOrLaunch(
  home: Home,
  onLost: (error: Error) => void,
  begin: () => Promise<Launch>,
): Promise<Opened> {
  const deadline = Date.now() + startTimeoutMs
  let launch: Launch | undefined
  try {
    while (Date.now() < deadline) {
      const postmaster = await readPostmaster(home.cluster)
      const opened = postmaster && (await open(home, postmaster, onLost))
      if (opened) return { ...opened, launch }
      const failure = await launch?.failure()
      if (failure !== undefined) throw startError('The database could not be started', failure)
      const lives = postmaster !== undefined && (await isAlive(postmaster, home.cluster))
      if (!lives && (launch === undefined || launch.ended)) {
        launch = await begin().catch((thrown: unknown) => {
          throw toStartError('The database could not be started', thrown)
        })
      }
      await sleep(pollMs)
    }
  } finally {
    launch?.release()
  }
  throw new DarkroomError(
    'internal',
    `The database did not start within ${startTimeoutMs / 1000} seconds; ${home.folder}/log says why.`,
    { field: 'DARKROOM_DATA' },
  )
}

async function open(
  home: Home,
  { socket }: Postmaster,
  onLost: (error: Error) => void,
): Promise<Omit<Opened, 'launch'> | undefined> {
  if (socket === undefined) return undefined
  const connection = {
    host: socket.folder,
    port: socket.port,
    user: embeddedUser,
    password: home.password,
    database: maintenanceDatabase,
  }
  const session = await Session.open(connection, onLost)
  return session && { session, connection }
}

/** Stops the cluster's PostgreSQL and waits for its end, so that no process and no socket is left. */
async function stopPostmaster(home: Home, launch: Launch | undefined): Promise<void> {
  const postmaster = await readPostmaster(home.cluster)
  if (postmaster === undefined || !(await isAlive(postmaster, home.cluster))) return
  const impatient = Date.now() + stopTimeoutMs
  signal(postmaster, 'SIGINT')
  let hurried = false
  while (await isAlive(postmaster, home.cluster)) {
    if (!hurried && Date.now() > impatient) {
      signal(postmaster, 'SIGQUIT')
      hurried = true
    }
    await sleep(pollMs)
  }
  await launch?.gone()
  if (postmaster.socket !== undefined) await removeSocketFolder(home, postmaster.socket.folder)
}

/** One that ended since we looked is as good as stopped. */
function signal({ pid }: Postmaster, name: 'SIGINT' | 'SIGQUIT'): void {
  try {
    process.kill(pid, name)
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'ESRCH') throw thrown
  }
}
