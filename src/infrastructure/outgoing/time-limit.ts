import { DarkroomError } from '../../core/errors.ts'
import { say } from '../../core/messages/messages.ts'

/** The longest that a timer of Node can wait, in milliseconds. */
const longestTimerMs = 2 ** 31 - 1

/** Joins a caller's signal with a clock that is started later, at most once. */
export class TimeLimit {
  /** Aborts with the caller's reason, or with `too-large` when the time is over. */
  readonly signal: AbortSignal
  readonly #clock = new AbortController()
  readonly #seconds: number
  readonly #shown: string
  #timer: NodeJS.Timeout | undefined

  /** `shown`: what takes the time, for the message. */
  constructor(seconds: number, shown: string, signal: AbortSignal) {
    this.#seconds = seconds
    this.#shown = shown
    this.signal = AbortSignal.any([signal, this.#clock.signal])
  }

  /** Starts the clock; again without effect. */
  start(): void {
    this.#timer ??= setTimeout(
      () => {
        const message = say('fetchTooSlow', { url: this.#shown, seconds: this.#seconds })
        this.#clock.abort(new DarkroomError('too-large', message))
      },
      Math.min(this.#seconds * 1000, longestTimerMs),
    )
  }

  /** Stops the clock for good. */
  stop(): void {
    clearTimeout(this.#timer)
  }
}
