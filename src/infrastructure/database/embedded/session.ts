import pg from 'pg'
import { DarkroomError } from '../../../core/errors.ts'

/** How to reach a PostgreSQL over its Unix socket. */
export interface PostgresConnection {
  /** The folder of the socket. */
  readonly host: string
  readonly port: number
  readonly user: string
  readonly password: string
  readonly database: string
}

/** Held shared by each process that uses the cluster, and alone by the one that is about to stop it. */
const inUseLock = [7_263_141, 1] as const

/** Held by the one `serve` of a data folder. */
const claimLock = [7_263_141, 2] as const

/** How long one attempt to connect waits for an answer, in ms. */
const answerTimeoutMs = 10_000

/** What a PostgreSQL that is starting, stopping or gone answers: node's codes and SQLSTATE classes. */
const notReady = new Set(['ECONNREFUSED', 'ENOENT', 'ECONNRESET', 'EPIPE', '57P01', '57P02', '57P03'])

/**
 * One connection that lives as long as the process uses the cluster. PostgreSQL drops its locks when the process
 * dies, however that happens.
 */
export class Session {
  readonly #client: pg.Client
  #lost: Error | undefined
  #closing = false

  private constructor(client: pg.Client, onLost: (error: Error) => void) {
    this.#client = client
    const lose = (error: Error) => {
      if (this.#lost !== undefined || this.#closing) return
      this.#lost = error
      onLost(error)
    }
    client.on('error', lose)
    client.on('end', () => lose(new Error('the connection to the database ended')))
  }

  /**
   * Undefined while PostgreSQL is not ready, or is being stopped. Throws `invalid-parameter` when it does not
   * let us in. `onLost` is called once when the connection breaks before `close`.
   */
  static async open(
    connection: PostgresConnection,
    onLost: (error: Error) => void,
  ): Promise<Session | undefined> {
    const client = new pg.Client({
      ...connection,
      ssl: false,
      connectionTimeoutMillis: answerTimeoutMs,
      application_name: 'darkroom',
    })
    // Between here and the session's own handler an error must not end the process.
    client.on('error', () => undefined)
    try {
      await client.connect()
      const session = new Session(client, onLost)
      if (await session.#ask('select pg_try_advisory_lock_shared($1, $2) as answer', inUseLock))
        return session
      await session.close()
      return undefined
    } catch (thrown) {
      await client.end().catch(() => undefined)
      if (isNotReady(thrown)) return undefined
      throw new DarkroomError(
        'invalid-parameter',
        `The embedded database in ${connection.host} runs but does not let darkroom in.`,
        { field: 'DARKROOM_DATA', cause: thrown },
      )
    }
  }

  /** False once the connection broke. */
  get alive(): boolean {
    return this.#lost === undefined
  }

  /** Takes the claim for this process. False when another process has it. */
  claim(): Promise<boolean> {
    return this.#ask('select pg_try_advisory_lock($1, $2) as answer', claimLock)
  }

  /**
   * Whether no other process uses the cluster; when true, none can begin to until this session is closed. False
   * when the connection broke: then it is not ours to say.
   */
  async isLastUser(): Promise<boolean> {
    try {
      // Two that leave at once must not each see the other's shared lock and both stay.
      await this.#ask('select pg_advisory_unlock_shared($1, $2) as answer', inUseLock)
      return await this.#ask('select pg_try_advisory_lock($1, $2) as answer', inUseLock)
    } catch {
      return false
    }
  }

  /** Makes the database unless it is there. */
  async ensureDatabase(name: string): Promise<void> {
    const found = await this.#client.query('select from pg_database where datname = $1', [name])
    if (found.rowCount !== 0) return
    await this.#client
      .query(`create database ${pg.escapeIdentifier(name)}`)
      .catch((thrown: pg.DatabaseError) => {
        // Another process made it between the question and now.
        if (thrown.code !== '42P04' && thrown.code !== '23505') throw thrown
      })
  }

  /** Ends the connection and with it the locks. Does not call `onLost`. */
  async close(): Promise<void> {
    this.#closing = true
    await this.#client.end().catch(() => undefined)
  }

  async #ask(query: string, values: readonly number[]): Promise<boolean> {
    const { rows } = await this.#client.query<{ answer: boolean }>(query, [...values])
    return rows[0]?.answer === true
  }
}

function isNotReady(thrown: unknown): boolean {
  const { code, message } = thrown as { code?: string; message?: string }
  return (code !== undefined && notReady.has(code)) || /terminated unexpectedly|timeout/.test(message ?? '')
}
