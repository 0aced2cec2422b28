import { readFileSync } from 'node:fs'
import { lstat } from 'node:fs/promises'
import path from 'node:path'
import { type Account, databaseAccount } from './database/embedded/account.ts'
import { isReachable } from './database/embedded/reach.ts'
import { systemFolder } from './database/embedded/start-embedded-postgres.ts'

/** What decides when `DARKROOM_DATA` is unset; a parameter so that tests can stand in any place. */
export interface DataFolderPlaces {
  /** Whom the embedded database will run as; undefined: as ourselves. */
  readonly account: Account | undefined
  /** Where root's data goes when `./data` is closed to that account. */
  readonly systemFolder: string
}

/**
 * The absolute path of the data folder, which may not exist yet: `DARKROOM_DATA` (relative to `cwd`), else `data`
 * in `cwd`. As root with the embedded database, where `cwd` is closed to the database's account, it is
 * `/var/lib/darkroom` - unless `data` holds a database already.
 */
export async function resolveDataFolder(
  env: NodeJS.ProcessEnv,
  cwd: string,
  places: DataFolderPlaces = ownPlaces(env),
): Promise<string> {
  if (env.DARKROOM_DATA) return path.resolve(cwd, env.DARKROOM_DATA)
  const local = path.resolve(cwd, 'data')
  if (places.account === undefined || (await isReachable(local, places.account))) return local
  return (await exists(path.join(local, 'postgres'))) ? local : places.systemFolder
}

function ownPlaces(env: NodeJS.ProcessEnv): DataFolderPlaces {
  const embedded = !env.DATABASE_URL
  const isRoot = process.getuid?.() === 0
  const account = embedded && isRoot ? databaseAccount(readFileSync('/etc/passwd', 'utf8')) : undefined
  return { account, systemFolder }
}

async function exists(file: string): Promise<boolean> {
  return lstat(file).then(
    () => true,
    () => false,
  )
}
