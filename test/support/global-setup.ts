import { execFile } from 'node:child_process'
import { chmod, mkdtemp, readdir, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { TestProject } from 'vitest/node'
import { connect } from '../../src/infrastructure/database/connect.ts'
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../src/infrastructure/database/embedded/start-embedded-postgres.ts'
import { migrate } from '../../src/infrastructure/database/migrate.ts'
import { startBoss } from '../../src/infrastructure/queue/boss.ts'
import { databaseUrl, templateDatabase } from './postgres.ts'

const migrations = fileURLToPath(new URL('../../src/infrastructure/database/migrations', import.meta.url))

/** Nothing here must survive a power cut, and a page is sooner read than asked of another process. */
const fastSettings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  io_method: 'sync',
}

let folder: string | undefined
let postgres: EmbeddedPostgres | undefined

const prefix = 'darkroom-test-'

/** Stops and removes what test runs that were killed left behind; the name of a run's folder holds its process. */
async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1]
    if (pid === undefined || isRunning(Number(pid))) continue
    const leftover = path.join(await realpath(tmpdir()), name)
    const postgres = await start(leftover).catch(() => undefined)
    await postgres?.stop()
    // Another account's is that account's to remove.
    await rm(leftover, { recursive: true, force: true }).catch(() => undefined)
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}

function start(place: string): Promise<EmbeddedPostgres> {
  return startEmbeddedPostgres({
    dataFolder: path.join(place, 'data'),
    systemFolder: path.join(place, 'system'),
    log: { info: () => undefined },
    settings: fastSettings,
  })
}

/**
 * Compiles the modules of the server and the worker once. Processes of tests that find no compiled ones would each do it
 * for themselves, at the same time, and those that are killed keep nothing for the next.
 */
async function fillCompileCache(): Promise<void> {
  const program = fileURLToPath(new URL('fill-compile-cache.ts', import.meta.url))
  await promisify(execFile)(process.execPath, [program])
}

/** Starts one PostgreSQL for the whole run, with a migrated database, its queues made, that each test file clones. */
export async function setup(project: TestProject): Promise<void> {
  await Promise.all([fillCompileCache(), startPostgres(project)])
}

async function startPostgres(project: TestProject): Promise<void> {
  await removeLeftovers()
  folder = await realpath(await mkdtemp(path.join(tmpdir(), `${prefix}${process.pid}-`)))
  // As root, PostgreSQL runs under another account, which must be able to enter.
  await chmod(folder, 0o755)
  postgres = await start(folder)
  const maintenance = await connect(postgres.url, 1)
  await maintenance.pool.query(`create database ${templateDatabase}`)
  const template = await connect(databaseUrl(postgres.url, templateDatabase), 1)
  await migrate(template.pool, migrations)
  const boss = await startBoss(template.poolConfig, () => undefined)
  await boss.stop({ graceful: false })
  await template.close()
  // No connection, so that cloning never finds the template in use.
  await maintenance.pool.query(
    `alter database ${templateDatabase} with is_template true allow_connections false`,
  )
  await maintenance.close()
  project.provide('postgresUrl', postgres.url)
}

/** Leaves no process and no file. */
export async function teardown(): Promise<void> {
  await postgres?.stop()
  if (folder !== undefined) await rm(folder, { recursive: true, force: true })
}
