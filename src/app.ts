import { rm } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join, resolve } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { readDocumentLimits } from './core/documents/document-limits.ts'
import { DarkroomError } from './core/errors.ts'
import { removeOldLogs } from './core/guides/remove-old-logs.ts'
import { callBack } from './core/jobs/call-back.ts'
import { type Engine, rememberFolderMs, rememberJobMs } from './core/jobs/engine.ts'
import { finishJob } from './core/jobs/finish-job.ts'
import { ItemTurns } from './core/jobs/item-turns.ts'
import { readFileLimits } from './core/jobs/kinds/file-limits.ts'
import { jobKinds } from './core/jobs/kinds/index.ts'
import { runItems } from './core/jobs/run-items.ts'
import { readCallbackSecret } from './core/jobs/sign-callback.ts'
import { startJob } from './core/jobs/start-job.ts'
import { endStopGrace } from './core/jobs/stop-job.ts'
import { sweep, sweepEveryMs } from './core/jobs/sweep.ts'
import { WorkFolders } from './core/jobs/work-folders.ts'
import { readProcessingLimits } from './core/processing/processing-limits.ts'
import { fireDue, fireEveryMs } from './core/schedules/fire-due.ts'
import { type Env, integerSetting, textSetting } from './core/setting.ts'
import { ShortMemory } from './core/short-memory.ts'
import type { Db, Tables } from './core/tables.ts'
import { baseUrl, type HttpConfig, httpConfig } from './faces/http.config.ts'
import { connect, type Database, databaseConfig } from './infrastructure/database/connect.ts'
import { migrate, migrationsFolder } from './infrastructure/database/migrate.ts'
import { jcrConfig } from './infrastructure/jcr/config.ts'
import { SlingRepository } from './infrastructure/jcr/sling-repository.ts'
import { configureMailer } from './infrastructure/mail/config.ts'
import { outgoingConfig } from './infrastructure/outgoing/config.ts'
import { LazyWebClient } from './infrastructure/outgoing/lazy-web-client.ts'
import { startBoss } from './infrastructure/queue/boss.ts'
import { PgBossQueue } from './infrastructure/queue/pg-boss-queue.ts'
import { WorkerQueue } from './infrastructure/queue/worker-queue.ts'
import { serverDirsConfig } from './infrastructure/server-directory/config.ts'
import { LocalServerFolders } from './infrastructure/server-directory/local-server-folders.ts'
import { parseStorageUrl } from './infrastructure/storage/config.ts'
import { FileBlobStore } from './infrastructure/storage/file.ts'
import { openWorkFolder } from './infrastructure/storage/work-folder.ts'

/** Files in staging of processes that died are removed at each start and so often. */
const cleanStagingEveryMs = 60 * 60 * 1000

/** What a process of darkroom is given to start from. */
export interface AppOptions {
  readonly env: Env
  readonly databaseUrl: string
  readonly dataFolder: string
  readonly logger: Logger
}

/** The parts that every process has, built once in order. `close` takes them down in reverse. */
export interface App {
  readonly db: Db
  readonly database: Database<Tables>
  readonly engine: Engine
  readonly env: Env
  readonly logger: Logger
  /** Starts to take work; the returned function stops within the grace and hands back what does not end in it. */
  startWorker(): Promise<(graceMs: number) => Promise<void>>
  /** The HTTP server, not yet listening. */
  http(): Promise<{ readonly server: FastifyInstance; readonly config: HttpConfig }>
  close(): Promise<void>
}

/**
 * The composition root: the one place that knows faces, core and infrastructure. Settings are read before anything is
 * opened, and what was opened is closed again when a later part fails.
 */
export async function createApp(options: AppOptions): Promise<App> {
  const opened = new AsyncDisposableStack()
  try {
    return await buildApp(options, opened)
  } catch (error) {
    await opened.disposeAsync()
    throw error
  }
}

async function buildApp(
  { env, databaseUrl, dataFolder, logger }: AppOptions,
  opened: AsyncDisposableStack,
): Promise<App> {
  const { poolSize } = databaseConfig(env)
  const config = httpConfig(env)
  const lanes = integerSetting(env, 'DARKROOM_LANES', 2, { min: 1, max: 64 })
  const idleMinutes = integerSetting(env, 'DARKROOM_UPLOAD_IDLE_MINUTES', 30, { min: 1 })
  const processing = readProcessingLimits(env)
  const files = readFileLimits(env)
  const documents = readDocumentLimits(env)
  const jcrSettings = jcrConfig(env)
  const historyLength = integerSetting(env, 'DARKROOM_HISTORY', 50, { min: 1, max: 1_000 })
  const serverFolders = new LocalServerFolders(serverDirsConfig(env))
  const exports = {
    baseUrl: baseUrl(config),
    hours: integerSetting(env, 'DARKROOM_EXPORT_HOURS', 24, { min: 1, max: 8_760 }),
  }
  const storageFolder = storageFolderOf(env, dataFolder)
  const mailer = configureMailer(env, dataFolder)
  const outgoing = outgoingConfig(env)
  const callbackSecret = readCallbackSecret(env)

  const database = await connect<Tables>(databaseUrl, poolSize, (err) => logger.error({ err }, 'database'))
  opened.defer(async () => await database.close())
  const { db, poolConfig } = database
  await migrate(database.pool, migrationsFolder)
  const boss = await startBoss(poolConfig, (err) => logger.error({ err }, 'queue'))
  opened.defer(async () => await boss.stop({ graceful: false }))
  const queue = new PgBossQueue(boss)
  const blobs = await FileBlobStore.open(storageFolder)
  await blobs.cleanStaging()
  const cleaning = setInterval(() => {
    blobs.cleanStaging().catch((err: unknown) => logger.error({ err }, 'staging could not be cleaned'))
  }, cleanStagingEveryMs)
  opened.defer(() => clearInterval(cleaning))
  const web = new LazyWebClient(outgoing)
  opened.defer(async () => await web.close())
  const jcr = jcrSettings && {
    repository: new SlingRepository(jcrSettings.url, web, files, jcrSettings),
    folder: jcrSettings.folder,
    company: jcrSettings.company,
  }
  const publishFolder = resolve(textSetting(env, 'DARKROOM_PUBLISH_DIR') ?? join(dataFolder, 'published'))
  const kinds = jobKinds({
    processing,
    documents,
    queue,
    jcr,
    files,
    web,
    serverFolders,
    publishFolder,
    exports,
  })
  const workFolder = await openWorkFolder(storageFolder)
  opened.defer(async () => await rm(workFolder, { recursive: true, force: true }))
  const engine: Engine = {
    db,
    queue,
    blobs,
    kinds,
    turns: new ItemTurns(),
    jobsInHand: new ShortMemory(rememberJobMs),
    folders: new ShortMemory(rememberFolderMs),
    workFolders: new WorkFolders(workFolder),
    workerName: `${hostname()}:${process.pid}`,
    logError: (err, message) => logger.error({ err }, message),
  }

  async function startWorker() {
    const worker = new WorkerQueue(
      boss,
      poolConfig,
      {
        item: { lanes, together: 8, runAll: async (batch) => await runItems(engine, batch) },
        start: { lanes: 1, run: async (delivery) => await startJob(engine, delivery) },
        stop: { lanes: 1, run: async ({ message }) => await endStopGrace(engine, message.jobId) },
        callback: {
          lanes: 2,
          run: async (delivery) => await callBack(engine, web, callbackSecret, delivery),
        },
        finish: { lanes: 2, run: async (delivery) => await finishJob(engine, delivery) },
        mail: { lanes: 1, run: async ({ message }) => await mailer.send(message.mail) },
      },
      engine.logError,
    )
    await worker.start()
    const sweeping = setInterval(() => {
      sweep(engine, idleMinutes).catch((error: unknown) => engine.logError(error, 'the sweep failed'))
      removeOldLogs(db, historyLength).catch((error: unknown) =>
        engine.logError(error, 'old logs can not be removed'),
      )
    }, sweepEveryMs)
    const firing = setInterval(() => {
      fireDue(engine, new Date()).catch((error: unknown) =>
        engine.logError(error, 'schedules can not be fired'),
      )
    }, fireEveryMs)
    return async (graceMs: number) => {
      clearInterval(firing)
      clearInterval(sweeping)
      await worker.stop(graceMs)
    }
  }

  async function http() {
    // A worker process starts in two thirds of the time without the modules of the faces.
    const { httpFaces } = await import('./http.ts')
    const server = await httpFaces({ db, blobs, queue, kinds, jcr, historyLength, env, config, logger })
    return { server, config }
  }

  return { db, database, engine, env, logger, startWorker, http, close: () => opened.disposeAsync() }
}

function storageFolderOf(env: Env, dataFolder: string): string {
  const location = parseStorageUrl(env.DARKROOM_STORAGE, dataFolder)
  if (location.kind === 's3')
    throw new DarkroomError(
      'invalid-parameter',
      'DARKROOM_STORAGE names S3, but files are kept on local disk only; expected file:<folder>.',
      { field: 'DARKROOM_STORAGE' },
    )
  return location.root
}
