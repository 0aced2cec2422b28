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
    client.on('error', () => void this.#reconnect(client))
    client.on('end', () => void this.#reconnect(client))
    this.#client = client
    await client.connect()
    await client.query(`listen ${wakeChannel}`)
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#client?.end()
  }

  async #reconnect(lost: pg.Client): Promise<void> {
    if (this.#closed || this.#client !== lost) return
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
