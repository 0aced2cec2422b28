import { availableParallelism } from 'node:os'
import { createApp } from '../app.ts'
import { createFirstAccounts } from '../core/accounts/first-start.ts'
import { integerSetting, textSetting } from '../core/setting.ts'
import { banner } from './banner.ts'
import { openHome } from './home.ts'
import { createLogger } from './logger.ts'
import { untilStopped } from './until-stopped.ts'
import { WorkerProcesses } from './worker-processes.ts'

const defaultAdminUser = 'admin@localhost'
const defaultCompany = 'Demo'

/** `darkroom serve`: database, HTTP and, unless told otherwise, the workers. Runs until it is told to stop. */
export async function serve(env: NodeJS.ProcessEnv, options: { readonly workers: boolean }): Promise<void> {
  const logger = createLogger(env, 'darkroom')
  const { stopped, stop } = untilStopped()
  let exitCode = 0
  const home = await openHome(env, logger, () => {
    exitCode = 1
    stop()
  })
  try {
    await home.claim()
    const app = await createApp({ env, databaseUrl: home.databaseUrl, dataFolder: home.dataFolder, logger })
    const adminUser = textSetting(env, 'DARKROOM_ADMIN_USER') ?? defaultAdminUser
    const company = textSetting(env, 'DARKROOM_COMPANY') ?? defaultCompany
    const adminPassword = textSetting(env, 'DARKROOM_ADMIN_PASSWORD')
    const first = await createFirstAccounts(app.db, { company, adminUser, adminPassword })
    const count = options.workers
      ? integerSetting(env, 'DARKROOM_WORKERS', availableParallelism(), { min: 0, max: 256 })
      : 0
    const { server, config } = await app.http()
    const address = await server.listen({ host: config.host, port: config.port })
    const workers = new WorkerProcesses(count, { ...env, DARKROOM_DATA: home.dataFolder }, logger)
    banner({
      address: config.publicUrl ?? address,
      database: home.databaseName,
      workers: count,
      adminUser,
      ...first,
    })
    await stopped
    logger.info('stopping')
    await Promise.all([server.close(), workers.stop()])
    await app.close()
  } finally {
    await home.release()
  }
  process.exitCode = exitCode
}
