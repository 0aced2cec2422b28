import { createHash, randomBytes } from 'node:crypto'
import {
  appendFile,
  chmod,
  chown,
  lchown,
  lstat,
  mkdir,
  readdir,
  readFile,
  realpath,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises'
import path from 'node:path'
import { DarkroomError } from '../../../core/errors.ts'
import { type Account, databaseAccount } from './account.ts'
import { type Binaries, majorVersion, runnableBinaries } from './binaries.ts'
import { createFolderOnce } from './create-folder-once.ts'
import { isReachable } from './reach.ts'
import { runTool } from './run-tool.ts'
import { settingsFile } from './settings.ts'
import { startError, toStartError } from './start-error.ts'

/** The PostgreSQL superuser of the embedded cluster, the one that darkroom signs in with. */
export const embeddedUser = 'darkroom'

/** PostgreSQL's own files: `cluster/`, `log/`, `password`, the settings and - where the path is short - the socket. */
export interface Home {
  /** Without symbolic links. Mode 0700, owned by the database's account. */
  readonly folder: string
  readonly cluster: string
  readonly password: string
  /** Whom PostgreSQL runs as; undefined: as ourselves. */
  readonly account: Account | undefined
}

/** What finding or making a home needs to know. */
export interface HomeOptions {
  /** Absolute path; made when absent. */
  readonly dataFolder: string
  readonly binaries: Binaries
  /** Where files go that can not be in the data folder when we are root. */
  readonly base: string
  /** Says in a sentence what is being done. */
  readonly inform: (message: string) => void
  /** False leaves out the flush to disk at the end of initdb; for tests. */
  readonly durable: boolean
}

/**
 * The home of the data folder's PostgreSQL: `<dataFolder>/postgres`, made by initdb on the first start. As root,
 * where the data folder is closed to the database's account, that name is a link to a folder in `base`.
 * Throws `conflict` for a cluster of another major version, `invalid-parameter` for a folder that can not be
 * used, `storage-full`.
 */
export async function prepareHome(options: HomeOptions): Promise<Home> {
  const link = path.join(options.dataFolder, 'postgres')
  await mkdirFor(options.dataFolder)
  if ((await lstat(link).catch(() => undefined)) === undefined) await createHome(link, options)
  const folder = await realpath(link).catch((cause: unknown) => {
    throw new DarkroomError(
      'invalid-parameter',
      `${link} links to a folder that is gone: restore it, or remove the link to start with an empty database.`,
      { field: 'DARKROOM_DATA', cause },
    )
  })
  const account = await accountFor(folder)
  const cluster = path.join(folder, 'cluster')
  const [version, password] = await Promise.all([
    readFile(path.join(cluster, 'PG_VERSION'), 'utf8'),
    readFile(path.join(folder, 'password'), 'utf8'),
  ]).catch((cause: unknown) => {
    throw new DarkroomError('invalid-parameter', `${folder} holds no PostgreSQL that darkroom can read.`, {
      field: 'DARKROOM_DATA',
      cause,
    })
  })
  const ours = majorVersion(options.binaries)
  if (version.trim() !== ours) {
    throw new DarkroomError(
      'conflict',
      `The database in ${folder} was made by PostgreSQL ${version.trim()}, and this darkroom brings PostgreSQL ${ours}. Dump it with the darkroom that made it and restore the dump into a new data folder.`,
      { field: 'DARKROOM_DATA' },
    )
  }
  return { folder, cluster, password: password.trim(), account }
}

async function mkdirFor(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o755 }).catch((cause: unknown) => {
    throw new DarkroomError(
      'invalid-parameter',
      `DARKROOM_DATA: the folder ${folder} can not be made. Name one that this account may write.`,
      { field: 'DARKROOM_DATA', cause },
    )
  })
}

/** The base must be open to the database's account, whatever our umask is. */
async function makeBase(base: string): Promise<void> {
  if ((await stat(base).catch(() => undefined)) !== undefined) return
  await mkdirFor(base)
  await chmod(base, 0o755)
}

async function createHome(link: string, options: HomeOptions): Promise<void> {
  const account =
    process.getuid?.() === 0 ? databaseAccount(await readFile('/etc/passwd', 'utf8')) : undefined
  const elsewhere = account !== undefined && !(await isReachable(options.dataFolder, account))
  const target = elsewhere ? path.join(options.base, await hashOf(options.dataFolder)) : link
  if (elsewhere) await makeBase(options.base)
  const binaries = await runnableBinaries(options.binaries, account, options.base)
  if ((await stat(target).catch(() => undefined)) === undefined) {
    options.inform('making the database')
    await createFolderOnce(target, (folder) => initialise(folder, binaries, account, options.durable)).catch(
      (thrown: unknown) => {
        throw toStartError('The database could not be made', thrown)
      },
    )
  }
  if (elsewhere) {
    options.inform(`the data folder is closed to the account ${account.name}: the database is in ${target}`)
    await symlink(target, link).catch((thrown: NodeJS.ErrnoException) => {
      if (thrown.code !== 'EEXIST') throw thrown
    })
  }
}

/** Sixteen hexadecimal digits that name a folder, the same through any symbolic link. */
export async function hashOf(folder: string): Promise<string> {
  return createHash('sha256')
    .update(await realpath(folder))
    .digest('hex')
    .slice(0, 16)
}

async function initialise(
  folder: string,
  binaries: Binaries,
  account: Account | undefined,
  durable: boolean,
): Promise<void> {
  const passwordFile = path.join(folder, 'password')
  await writeFile(passwordFile, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 })
  if (account !== undefined) await giveTo(folder, account)
  const result = await runTool(
    path.join(binaries.folder, 'bin', 'initdb'),
    [
      `--pgdata=${path.join(folder, 'cluster')}`,
      `--username=${embeddedUser}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      // PostgreSQL's own UTF-8 locale sorts the same everywhere, whatever locales the machine has.
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--data-checksums',
      ...(durable ? [] : ['--no-sync']),
    ],
    account,
  )
  if (result.code !== 0)
    throw startError('The database could not be made', result.error?.message ?? result.output)
  await appendFile(
    path.join(folder, 'cluster', 'postgresql.conf'),
    `\ninclude_if_exists = '../${settingsFile}'\n`,
  )
}

/** The owner of a home runs it. As root, a home that belongs to root (a restored backup) is given away first. */
async function accountFor(folder: string): Promise<Account | undefined> {
  const { uid, gid } = await stat(folder)
  const self = process.getuid?.()
  if (self === undefined || uid === self) {
    if (self !== 0) return undefined
    const account = databaseAccount(await readFile('/etc/passwd', 'utf8'))
    await giveTo(folder, account)
    return account
  }
  if (self !== 0) {
    throw new DarkroomError(
      'invalid-parameter',
      `The database in ${folder} belongs to the account with the number ${uid}: start darkroom under that account or as root.`,
      { field: 'DARKROOM_DATA' },
    )
  }
  const account = { name: `number ${uid}`, uid, gid }
  if (await isReachable(folder, account)) return account
  throw new DarkroomError(
    'invalid-parameter',
    `The account with the number ${uid}, which owns the database in ${folder}, may not enter a folder above it: allow that (chmod o+x).`,
    { field: 'DARKROOM_DATA' },
  )
}

/** Gives a folder and all in it to `account`, links themselves included. */
async function giveTo(folder: string, account: Account): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    await lchown(path.join(entry.parentPath, entry.name), account.uid, account.gid)
  }
  await chown(folder, account.uid, account.gid)
}
