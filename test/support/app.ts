import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import sharp from 'sharp'
import { type App, createApp } from '../../src/app.ts'
import { createFirstAccounts } from '../../src/core/accounts/first-start.ts'
import type { Env } from '../../src/core/setting.ts'
import { createTestDatabase } from './postgres.ts'

export const adminUser = 'admin@localhost'
export const adminPassword = 'correct horse'

/** A whole darkroom in this process: real database, real queue, a worker, HTTP on a free port. */
export interface TestApp {
  readonly app: App
  /** Without a closing slash. */
  readonly url: string
  readonly dataFolder: string
  close(): Promise<void>
}

export interface TestAppOptions {
  /** Settings on top of none. */
  readonly env?: Env
  /** False: nothing takes work from the queue. */
  readonly worker?: boolean
}

/** Starts one with the company Demo (`c|1`) and its administrator. Close it in `afterAll`. */
export async function startTestApp({ env = {}, worker = true }: TestAppOptions = {}): Promise<TestApp> {
  // As in worker processes.
  sharp.cache(false)
  const database = await createTestDatabase()
  const dataFolder = await mkdtemp(join(tmpdir(), 'darkroom-app-'))
  const logger = pino({ level: 'silent' })
  const app = await createApp({
    env,
    databaseUrl: database.url,
    dataFolder,
    logger,
  })
  await createFirstAccounts(app.db, { company: 'Demo', adminUser, adminPassword })
  const stopWorker = worker ? await app.startWorker() : undefined
  const { server } = await app.http()
  const url = await server.listen({ host: '127.0.0.1', port: 0 })
  return {
    app,
    url,
    dataFolder,
    close: async () => {
      await server.close()
      await stopWorker?.(5_000)
      await app.close()
      await database.drop()
      await rm(dataFolder, { recursive: true, force: true })
    },
  }
}
