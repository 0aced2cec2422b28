import type { Job } from 'pg-boss'
import type { Batch, Delivery, Failures, QueueMessage } from '../../core/ports.ts'
import type { BatchSize } from './batch-size.ts'
import { MessageInHand, type MessageSource } from './message-in-hand.ts'

/** Without a notification, a lane looks for messages so often. */
export const pollMs = 2_000

/** Of a batch that it rejects all messages come again. */
export type Handler = (batch: Batch) => Promise<Failures>

/** How a queue's messages are taken. */
export interface Taking {
  readonly lanes: number
  /** Of what a lane takes at a time. */
  readonly size: Pick<BatchSize, 'next' | 'took'>
}

/**
 * Takes messages of one queue, one at a time in each lane, or several small ones. A lane goes on as long as there are
 * messages, then waits for a wake-up. (pg-boss's own `work` loop waits after each message, and completes it in a commit of
 * its own.)
 */
export class Consumer {
  readonly #source: MessageSource
  readonly #handler: Handler
  readonly #size: Taking['size']
  readonly #stopping = new AbortController()
  readonly #giveUp = new AbortController()
  readonly #sleepers = new Set<() => void>()
  /** Tells a lane that was busy looking for messages that it was called meanwhile. */
  #wakes = 0
  readonly #lanes: Promise<void>[]

  constructor(source: MessageSource, { lanes, size }: Taking, handler: Handler) {
    this.#source = source
    this.#handler = handler
    this.#size = size
    this.#lanes = Array.from({ length: lanes }, () => this.#lane())
  }

  wake(): void {
    this.#wakes += 1
    for (const waken of this.#sleepers) waken()
  }

  /** Takes no more messages, and lets the running ones end for `graceMs`; then they are aborted and handed back. */
  async stop(graceMs: number): Promise<void> {
    this.#stopping.abort()
    this.wake()
    const timer = setTimeout(() => this.#giveUp.abort(new Error('the worker is stopping')), graceMs)
    await Promise.allSettled(this.#lanes)
    clearTimeout(timer)
  }

  async #lane(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      const wakes = this.#wakes
      const jobs = await this.#fetch()
      if (jobs.length > 0) await this.#handle(jobs)
      else if (wakes === this.#wakes) await this.#sleep()
    }
  }

  async #fetch(): Promise<readonly Job<QueueMessage>[]> {
    const { boss, queue, onError } = this.#source
    try {
      return await boss.fetch<QueueMessage>(queue, { batchSize: this.#size.next })
    } catch (error) {
      if (!this.#stopping.signal.aborted) onError(error, `queue ${queue} can not be read`)
      return []
    }
  }

  async #handle(jobs: readonly Job<QueueMessage>[]): Promise<void> {
    const messages = new Map(
      jobs.map((job) => {
        const message = new MessageInHand(this.#source, job, this.#giveUp.signal)
        return [message.delivery, message]
      }),
    )
    const begin = performance.now()
    const failures = await this.#failuresOf({
      deliveries: [...messages.keys()],
      signal: this.#giveUp.signal,
      done: async (tx, some) => await MessageInHand.done(tx, taken(messages, some)),
    })
    this.#size.took(performance.now() - begin, messages.size)
    for (const [delivery, message] of messages)
      if (failures.has(delivery)) await message.fail(failures.get(delivery))
      else await message.end()
  }

  async #failuresOf(batch: Batch): Promise<Failures> {
    try {
      return await this.#handler(batch)
    } catch (error) {
      return new Map(batch.deliveries.map((delivery) => [delivery, error]))
    }
  }

  async #sleep(): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(waken, pollMs)
      const sleepers = this.#sleepers
      function waken() {
        clearTimeout(timer)
        sleepers.delete(waken)
        resolve()
      }
      sleepers.add(waken)
      if (this.#stopping.signal.aborted) waken()
    })
  }
}

function taken(
  messages: ReadonlyMap<Delivery, MessageInHand>,
  some: readonly Delivery[],
): readonly MessageInHand[] {
  return some.map((delivery) => {
    const message = messages.get(delivery)
    if (!message) throw new Error('a batch can end only messages of its own')
    return message
  })
}
