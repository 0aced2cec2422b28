import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'
import { DarkroomError } from '../../core/errors.ts'

/** The migrations that this program comes with. */
export const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url))

/** From which version to which; 0 is an empty database. Equal when there was nothing to do. */
export interface MigrationResult {
  readonly from: number
  readonly to: number
}

interface Migration {
  readonly version: number
  readonly name: string
  readonly text: string
  /** Hexadecimal SHA-256 of the text. */
  readonly checksum: string
}

interface AppliedMigration {
  readonly version: number
  readonly name: string
  readonly checksum: string
}

/** Held by the one process that migrates. */
const migrationLock = [7_263_141, 3] as const

/**
 * Brings the database to the newest version in `folder`: files `NNNN_name.sql`, numbered from 0001 without gaps,
 * forward only, each in a transaction of its own. Processes that do this at once wait for each other.
 * The table `schema_version` keeps what was applied. Throws `conflict`, having changed nothing, when the database
 * is newer than `folder` or an applied file was changed since; `internal` when the files are not numbered as said
 * or one fails, with the database left at the version before it.
 */
export async function migrate(pool: pg.Pool, folder: string): Promise<MigrationResult> {
  const migrations = await readMigrations(folder)
  const client = await pool.connect()
  try {
    await client.query('select pg_advisory_lock($1, $2)', [...migrationLock])
    try {
      return await applyAll(client, migrations)
    } finally {
      await client.query('select pg_advisory_unlock($1, $2)', [...migrationLock])
    }
  } finally {
    client.release()
  }
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  return Promise.all(
    names.map(async (file, index) => {
      const match = /^(\d{4})_([a-z0-9_]+)\.sql$/.exec(file)
      const version = Number(match?.[1])
      const name = match?.[2]
      if (name === undefined || version !== index + 1) {
        const wanted = `${index + 1}`.padStart(4, '0')
        throw new DarkroomError(
          'internal',
          `The migration ${file} must be named ${wanted}_name.sql: numbers start at 0001, without gaps or doubles.`,
        )
      }
      // A checkout may have given the file other line ends.
      const text = (await readFile(path.join(folder, file), 'utf8')).replaceAll('\r\n', '\n')
      return { version, name, text, checksum: createHash('sha256').update(text).digest('hex') }
    }),
  )
}

async function applyAll(client: pg.PoolClient, migrations: readonly Migration[]): Promise<MigrationResult> {
  await client.query(`create table if not exists schema_version (
    version integer primary key,
    name text not null,
    checksum text not null,
    applied_at timestamptz not null default now()
  )`)
  const { rows: applied } = await client.query<AppliedMigration>(
    'select version, name, checksum from schema_version order by version',
  )
  checkApplied(applied, migrations)
  for (const migration of migrations.slice(applied.length)) await apply(client, migration)
  return { from: applied.length, to: migrations.length }
}

function checkApplied(applied: readonly AppliedMigration[], migrations: readonly Migration[]): void {
  const newest = applied.at(-1)
  if (newest !== undefined && newest.version > migrations.length) {
    throw new DarkroomError(
      'conflict',
      `The database has version ${newest.version} (${newest.name}) but this darkroom knows only versions up to ${migrations.length}: start a newer darkroom.`,
    )
  }
  for (const [index, one] of applied.entries()) {
    const migration = migrations[index]
    if (migration?.version === one.version && migration.checksum === one.checksum) continue
    throw new DarkroomError(
      'conflict',
      `The migration ${one.version} (${one.name}) that the database has differs from this darkroom's: applied migrations must not change.`,
    )
  }
}

async function apply(client: pg.PoolClient, { version, name, text, checksum }: Migration): Promise<void> {
  await client.query('begin')
  try {
    await client.query(text)
    await client.query('insert into schema_version (version, name, checksum) values ($1, $2, $3)', [
      version,
      name,
      checksum,
    ])
    await client.query('commit')
  } catch (cause) {
    await client.query('rollback')
    const because = cause instanceof Error ? cause.message : String(cause)
    throw new DarkroomError('internal', `The migration ${version} (${name}) failed: ${because}`, { cause })
  }
}
