import { setTimeout as sleep } from 'node:timers/promises'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { DarkroomError } from '../../core/errors.ts'
import { type Env, integerSetting, textSetting } from '../../core/setting.ts'
import { PreparingClient } from './preparing-client.ts'

/** The database's part of the configuration. */
export interface DatabaseConfig {
  /** `DATABASE_URL`; undefined: the embedded PostgreSQL. */
  readonly url: string | undefined
  /** `DARKROOM_DB_POOL`: the most connections that this process opens for its queries. Default 10. */
  readonly poolSize: number
}

/** Connections that a process opens when `DARKROOM_DB_POOL` says nothing. */
export const defaultPoolSize = 10

/** The most that `DARKROOM_DB_POOL` may ask for. */
export const largestPoolSize = 1000

/** How long a database that does not answer yet is waited for at start-up, in ms. */
export const connectTimeoutMs = 10_000

const retryAfterMs = 250

/** A connection that nobody uses is kept so long, in ms: a new one costs PostgreSQL more than a hundred short statements. */
const keepIdleMs = 5 * 60 * 1000

/** An open database. */
export interface Database<Tables> {
  readonly db: Kysely<Tables>
  /** The pool behind `db`, for what is not a Kysely query. */
  readonly pool: pg.Pool
  /** For libraries that open a pool of their own on the same database. It holds the password. */
  readonly poolConfig: pg.PoolConfig
  close(): Promise<void>
}

/** Reads the configuration; an empty value counts as unset. Throws `invalid-parameter`. */
export function databaseConfig(env: Env): DatabaseConfig {
  const url = textSetting(env, 'DATABASE_URL')
  if (url !== undefined && !/^postgres(ql)?:\/\//.test(url)) {
    throw new DarkroomError(
      'invalid-parameter',
      'DATABASE_URL is not a URL like postgres://user:password@host:5432/database.',
      { field: 'DATABASE_URL' },
    )
  }
  const poolSize = integerSetting(env, 'DARKROOM_DB_POOL', defaultPoolSize, { min: 2, max: largestPoolSize })
  return { url, poolSize }
}

/**
 * Opens a pool on `url`, which may ask for TLS (`?sslmode=verify-full`), and sees that it answers; one that is
 * not up yet is tried again for `waitMs`. `int8` columns are numbers; a value beyond 2^53 fails its query.
 * `onError` hears of idle connections that broke; the pool replaces them.
 * Throws `invalid-parameter` when the database refuses us and `internal` when it can not be reached.
 */
export async function connect<Tables>(
  url: string,
  poolSize: number = defaultPoolSize,
  onError: (error: Error) => void = () => undefined,
  waitMs: number = connectTimeoutMs,
): Promise<Database<Tables>> {
  const poolConfig: pg.PoolConfig = {
    connectionString: url,
    max: poolSize,
    keepAlive: true,
    connectionTimeoutMillis: connectTimeoutMs,
    idleTimeoutMillis: keepIdleMs,
    application_name: 'darkroom',
    Client: PreparingClient,
  }
  const pool = new pg.Pool({ ...poolConfig, types: safeTypes() })
  let closing = false
  // A pool that ends does not wait for its connections; those that the database breaks first are no news.
  pool.on('error', (error) => {
    if (!closing) onError(error)
  })
  // The pool listens to idle connections only. One that breaks between two queries of a transaction fails the next
  // query; without a listener it would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined))
  try {
    await untilItAnswers(pool, waitMs)
  } catch (thrown) {
    await pool.end()
    throw connectError(pool, thrown)
  }
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  const close = async () => {
    closing = true
    // Kysely ends the pool only when it ran a query itself.
    await db.destroy()
    if (!pool.ending) await pool.end()
  }
  return { db, pool, poolConfig, close }
}

function safeTypes(): pg.CustomTypesConfig {
  const types = new pg.TypeOverrides()
  types.setTypeParser(pg.types.builtins.INT8, (text) => {
    const number = Number(text)
    if (Number.isSafeInteger(number)) return number
    throw new DarkroomError('internal', `The database gave ${text}, which is too large for an exact number.`)
  })
  return types
}

async function untilItAnswers(pool: pg.Pool, waitMs: number): Promise<void> {
  const deadline = Date.now() + waitMs
  for (;;) {
    try {
      await pool.query('select 1')
      return
    } catch (thrown) {
      if (isRefusal(thrown) || Date.now() > deadline) throw thrown
      await sleep(retryAfterMs)
    }
  }
}

/** An answer of PostgreSQL that waiting does not change; "starting up" and "shutting down" (57P..) are none. */
function isRefusal(thrown: unknown): boolean {
  return thrown instanceof pg.DatabaseError && !/^(57P|53)/.test(thrown.code ?? '')
}

function connectError(pool: pg.Pool, cause: unknown): DarkroomError {
  const { host, port, database, user } = new pg.Client(pool.options)
  const where = `the database "${database}" at ${host}:${port}`
  const because =
    cause instanceof Error ? cause.message || (cause as NodeJS.ErrnoException).code : 'no answer'
  return isRefusal(cause)
    ? new DarkroomError(
        'invalid-parameter',
        `DATABASE_URL: ${where} refuses the user "${user}": ${because}.`,
        {
          field: 'DATABASE_URL',
          cause,
        },
      )
    : new DarkroomError('internal', `DATABASE_URL: ${where} can not be reached: ${because}.`, {
        field: 'DATABASE_URL',
        cause,
      })
}
