import { fromKysely, type Job, type PgBoss } from 'pg-boss'
import type { Delivery, QueueMessage, QueueName } from '../../core/ports.ts'
import type { Tx } from '../../core/tables.ts'
import { heartbeatSeconds } from './boss.ts'

const heartbeatEveryMs = (heartbeatSeconds * 1000) / 4

/** What the messages of one queue share. */
export interface MessageSource {
  readonly boss: PgBoss
  readonly queue: QueueName
  readonly onError: (error: unknown, message: string) => void
}

/** One message between its fetch and its end: its heartbeat, and how it ends. */
export class MessageInHand {
  readonly delivery: Delivery
  readonly #source: MessageSource
  readonly #attempt: { readonly id: string; readonly retryCount: number }
  readonly #heartbeat: NodeJS.Timeout
  #isDone = false

  /** @param giveUp aborts when the worker has to stop */
  constructor(source: MessageSource, job: Job<QueueMessage>, giveUp: AbortSignal) {
    this.#source = source
    this.#attempt = { id: job.id, retryCount: job.retryCount }
    const lost = new AbortController()
    this.#heartbeat = setInterval(() => this.#touch(lost), heartbeatEveryMs)
    this.delivery = {
      message: job.data,
      attempt: job.retryCount + 1,
      signal: AbortSignal.any([lost.signal, giveUp]),
      done: async (tx) => await MessageInHand.done(tx, [this]),
    }
  }

  /** Takes messages of one queue off it, as a part of the transaction. */
  static async done(tx: Tx, messages: readonly MessageInHand[]): Promise<void> {
    const [first] = messages
    if (!first) return
    for (const message of messages) message.#isDone = true
    const { boss, queue } = first.#source
    const attempts = messages.map((message) => message.#attempt)
    await boss.complete(queue, attempts, null, { db: fromKysely(tx) })
  }

  /** After work that ended well. */
  async end(): Promise<void> {
    const { boss, queue } = this.#source
    try {
      if (!this.#isDone) await boss.complete(queue, this.#attempt)
    } catch (error) {
      await this.fail(error)
    } finally {
      clearInterval(this.#heartbeat)
    }
  }

  /** After work that has to be done again. */
  async fail(error: unknown): Promise<void> {
    const { boss, queue, onError } = this.#source
    if (!this.delivery.signal.aborted) onError(error, `a message of queue ${queue} failed`)
    try {
      await boss.fail(queue, this.#attempt, {
        message: error instanceof Error ? error.message : String(error),
      })
    } catch (failure) {
      // The message comes back by itself when its heartbeat runs out.
      onError(failure, `a message of queue ${queue} could not be handed back`)
    } finally {
      clearInterval(this.#heartbeat)
    }
  }

  #touch(lost: AbortController): void {
    const { boss, queue, onError } = this.#source
    boss.touch(queue, this.#attempt).then(
      (touched) => {
        if ('affected' in touched && touched.affected === 0)
          lost.abort(new Error('the message was given to another worker'))
      },
      (error: unknown) => onError(error, `heartbeat of queue ${queue} failed`),
    )
  }
}
