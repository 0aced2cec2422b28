import { availableParallelism } from 'node:os'
import type { FastifyInstance } from 'fastify'
import { type App, createApp } from '../app.ts'
import { createFirstAccounts } from '../core/accounts/first-start.ts'
import { DarkroomError } from '../core/errors.ts'
import { integerSetting, textSetting } from '../core/setting.ts'
import { banner } from './banner.ts'
import { type Home, openHome } from './home.ts'
import { createLogger } from './logger.ts'
import { untilStopped } from './until-stopped.ts'
import { WorkerProcesses } from './worker-processes.ts'

const defaultAdminUser = 'admin@localhost'
const defaultCompany = 'Demo'
/** Requests that run get so long to end when the server has to stop; then their connections are cut. */
const httpGraceMs = 10_000

export interface ServeOptions {
  /** False: workers are started elsewhere. */
  readonly workers: boolean
}

/**
 * `darkroom serve`: database, HTTP and, unless told otherwise, the workers. Runs until it is told to stop: by signals, or as
 * `stopping` says.
 */
export async function serve(
  env: NodeJS.ProcessEnv,
  options: ServeOptions,
  stopping = untilStopped,
): Promise<void> {
  const logger = createLogger(env, 'darkroom')
  const { stopped, stop } = stopping()
  const home = await openHome(env, logger, () => {
    process.exitCode = 1
    stop()
  })
  try {
    await home.claim()
    const { databaseUrl, dataFolder } = home
    const app = await createApp({ env, databaseUrl, dataFolder, logger })
    try {
      await run(app, home, env, options, stopped)
    } finally {
      await app.close()
    }
  } finally {
    await home.release()
  }
}

async function run(
  app: App,
  home: Home,
  env: NodeJS.ProcessEnv,
  options: ServeOptions,
  stopped: Promise<void>,
): Promise<void> {
  const workerCount = options.workers
    ? integerSetting(env, 'DARKROOM_WORKERS', availableParallelism(), { max: 256 })
    : 0
  const { server, config } = await app.http()
  const address = await listen(server, config.host, config.port)
  // Not before: a made password is shown now or never.
  const first = await firstAccounts(app, env).catch(async (error: unknown) => {
    await server.close()
    throw error
  })
  const workers = new WorkerProcesses(workerCount, { ...env, DARKROOM_DATA: home.dataFolder }, app.logger)
  banner({
    address: config.publicUrl ?? address,
    database: home.databaseName,
    workers: workerCount,
    ...first,
  })
  await stopped
  app.logger.info('stopping')
  const cut = setTimeout(() => server.server.closeAllConnections(), httpGraceMs)
  await Promise.all([server.close(), workers.stop()])
  clearTimeout(cut)
}

/** Which setting a fault in the first accounts is about. */
const variableOf: Readonly<Record<string, string>> = {
  email: 'DARKROOM_ADMIN_USER',
  name: 'DARKROOM_COMPANY',
}

async function firstAccounts({ db }: App, env: NodeJS.ProcessEnv) {
  const adminUser = textSetting(env, 'DARKROOM_ADMIN_USER') ?? defaultAdminUser
  const company = textSetting(env, 'DARKROOM_COMPANY') ?? defaultCompany
  const adminPassword = textSetting(env, 'DARKROOM_ADMIN_PASSWORD')
  try {
    return { adminUser, ...(await createFirstAccounts(db, { company, adminUser, adminPassword })) }
  } catch (error) {
    const variable = error instanceof DarkroomError ? variableOf[error.field ?? ''] : undefined
    if (!(error instanceof DarkroomError) || variable === undefined) throw error
    throw new DarkroomError(error.code, `${variable}: ${error.message}`, { field: variable, cause: error })
  }
}

async function listen(server: FastifyInstance, host: string, port: number): Promise<string> {
  try {
    return await server.listen({ host, port })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error
    throw new DarkroomError('conflict', `Port ${port} of ${host} is in use. Set PORT to another one.`, {
      field: 'PORT',
      cause: error,
    })
  }
}
