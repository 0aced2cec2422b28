import type { Logger } from 'pino'
import { DarkroomError } from '../core/errors.ts'
import { resolveDataFolder } from '../infrastructure/data-folder.ts'
import { databaseConfig } from '../infrastructure/database/connect.ts'
import { startEmbeddedPostgres } from '../infrastructure/database/embedded/start-embedded-postgres.ts'

/** Where a process finds its data. */
export interface Home {
  readonly dataFolder: string
  readonly databaseUrl: string
  /** What to tell people: the embedded database's folder, or the host of one's own. */
  readonly databaseName: string
  /** Makes this process the one server of the data folder. Throws `conflict` when another one is. */
  claim(): Promise<void>
  /** Ends the use of the database; an embedded one stops when nobody else uses it. */
  release(): Promise<void>
}

/** Finds the data folder and the database; starts the embedded one when it does not run yet. */
export async function openHome(env: NodeJS.ProcessEnv, logger: Logger, onLost: () => void): Promise<Home> {
  const dataFolder = await resolveDataFolder(env, process.cwd())
  const { url } = databaseConfig(env)
  if (url !== undefined)
    return {
      dataFolder,
      databaseUrl: url,
      databaseName: new URL(url).host,
      claim: async () => undefined,
      release: async () => undefined,
    }
  const embedded = await startEmbeddedPostgres({
    dataFolder,
    log: logger,
    onLost: (err) => {
      logger.error({ err }, 'the embedded database is gone')
      onLost()
    },
  })
  return {
    dataFolder,
    databaseUrl: embedded.url,
    databaseName: `embedded, in ${dataFolder}`,
    claim: async () => {
      if (await embedded.claim()) return
      await embedded.stop()
      throw new DarkroomError('conflict', `Another darkroom serves the data folder ${dataFolder} already.`)
    },
    release: async () => await embedded.stop(),
  }
}
