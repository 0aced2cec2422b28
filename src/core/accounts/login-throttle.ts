import { setTimeout as sleep } from 'node:timers/promises'
import { DarkroomError } from '../errors.ts'

/** Failures that cost nothing: people mistype. */
export const freeFailures = 3
export const firstDelayMs = 250
export const maxDelayMs = 8_000
/** A check that would have to wait longer than this is refused without being made. */
export const maxWaitMs = 30_000
/** After so long without a failure the count starts again. */
export const forgetAfterMs = 15 * 60_000
const maxKeys = 10_000

interface Failures {
  count: number
  last: number
  /** When the next check may be made; checks in parallel queue up behind it. */
  nextSlot: number
}

/** Slows password checks per user and per address once they have failed: the gap between checks doubles with each. */
export class LoginThrottle {
  readonly #failures = new Map<string, Failures>()
  readonly #now: () => number

  constructor(now: () => number = Date.now) {
    this.#now = now
  }

  /**
   * Takes the next free slot for a check of this user from this address: milliseconds to wait for it. Throws
   * `invalid-credentials` when so many checks wait that this one would take too long.
   */
  reserve(email: string, address: string): number {
    const now = this.#now()
    const entries = keysOf(email, address).flatMap((key) => this.#live(key) ?? [])
    const slowed = entries.filter((entry) => entry.count > freeFailures)
    const slot = Math.max(now, ...slowed.map((entry) => entry.nextSlot))
    if (slot - now > maxWaitMs)
      throw new DarkroomError('invalid-credentials', 'Too many failed logins. Try again in a minute.')
    for (const entry of slowed) entry.nextSlot = slot + gapMs(entry.count)
    return slot - now
  }

  /** Waits for the slot of `reserve`. */
  async admit(email: string, address: string): Promise<void> {
    const wait = this.reserve(email, address)
    if (wait > 0) await sleep(wait)
  }

  failed(email: string, address: string): void {
    for (const key of keysOf(email, address)) {
      const now = this.#now()
      const entry = this.#live(key) ?? { count: 0, last: now, nextSlot: now }
      entry.count += 1
      entry.last = now
      entry.nextSlot = Math.max(entry.nextSlot, now + gapMs(entry.count))
      // Re-inserting keeps the map in order of last failure, so that the oldest go first when it is full.
      this.#failures.delete(key)
      this.#failures.set(key, entry)
    }
    for (const key of this.#failures.keys()) {
      if (this.#failures.size <= maxKeys) break
      this.#failures.delete(key)
    }
  }

  succeeded(email: string, address: string): void {
    for (const key of keysOf(email, address)) this.#failures.delete(key)
  }

  #live(key: string): Failures | undefined {
    const entry = this.#failures.get(key)
    return entry === undefined || entry.last + forgetAfterMs < this.#now() ? undefined : entry
  }
}

function gapMs(count: number): number {
  return count <= freeFailures ? 0 : Math.min(firstDelayMs * 2 ** (count - freeFailures - 1), maxDelayMs)
}

function keysOf(email: string, address: string): string[] {
  return [`user ${email.toLowerCase()}`, `address ${address}`]
}
