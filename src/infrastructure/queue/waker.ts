import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { wakeChannel } from './pg-boss-queue.ts'

const reconnectMs = 1_000

/**
 * Listens for messages that were committed. Calls `wake` with the queue's name for each, and with undefined after it
 * had to connect again, since notifications may have been missed then. Workers poll as well, so it only saves waiting.
 */
export class Waker {
  readonly #pool: pg.PoolConfig
  readonly #wake: (queue: string | undefined) => void
  #client: pg.Client | undefined
  #closed = false

  constructor(pool: pg.PoolConfig, wake: (queue: string | undefined) => void) {
    this.#pool = pool
    this.#wake = wake
  }

  async start(): Promise<void> {
    const client = new pg.Client(this.#pool)
    client.on('notification', (notification) => this.#wake(notification.payload))
    // What breaks the connection ends it as well.
    client.on('error', () => undefined)
    try {
      await client.connect()
      await client.query(`listen ${wakeChannel}`)
    } catch (error) {
      await client.end().catch(() => undefined)
      throw error
    }
    // Only now: a connection that was never made is tried again by whoever called.
    this.#client = client
    client.once('end', () => void this.#reconnect())
    if (this.#closed) await client.end()
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#client?.end()
  }

  async #reconnect(): Promise<void> {
    this.#client = undefined
    while (!this.#closed) {
      await sleep(reconnectMs, undefined, { ref: false })
      try {
        await this.start()
        this.#wake(undefined)
        return
      } catch {
        // The database is still away; polling reports it.
      }
    }
  }
}
