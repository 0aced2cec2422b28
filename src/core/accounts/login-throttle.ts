import { DarkroomError } from '../errors.ts'
import { KnownAddresses } from './known-addresses.ts'

/** Failures that cost nothing: people mistype. */
export const freeFailures = 3
export const firstDelayMs = 250
export const maxDelayMs = 8_000
/** A check whose turn has not come after this is refused without being made. */
export const maxWaitMs = 30_000
/** So many checks wait for the same turn; more are refused at once. */
export const maxWaiting = 100
/** After so long without a failure the count starts again. */
export const forgetAfterMs = 15 * 60_000
const maxKeys = 10_000

interface Checks {
  failures: number
  lastFailure: number
  /** When the next check may be made. */
  nextAt: number
  running: number
  waiting: number
}

/**
 * Slows password checks once they have failed: the gap between checks doubles with each failure. Checks are counted for
 * their user and for their address; those of a user from an address from which that user has signed in before, only for
 * this pair, so that strangers can not keep anybody out. No more checks run at once than would be free if all failed;
 * beyond the free ones, each waits for the one before it.
 */
export class LoginThrottle {
  readonly #checks = new Map<string, Checks>()
  readonly #known = new KnownAddresses()
  readonly #waiters = new Set<() => void>()

  /** Makes a check at its turn, and passes on what it says. Throws `invalid-credentials` when too many come before it. */
  async check(email: string, address: string, isRight: () => Promise<boolean>): Promise<boolean> {
    const isKnown = this.#known.has(email, address)
    const user = isKnown ? `known ${email.toLowerCase()} ${address}` : `user ${email.toLowerCase()}`
    const keys = isKnown ? [user] : [user, `address ${address}`]
    await this.#turn(keys)
    try {
      const right = await isRight()
      if (right) {
        // Not of the address: with any account of their own, attackers would start afresh at will.
        this.#of(user).failures = 0
        this.succeeded(email, address)
      } else for (const key of keys) this.#failed(key)
      return right
    } finally {
      for (const key of keys) {
        this.#of(key).running -= 1
        this.#forgetIfIdle(key)
      }
      for (const wake of this.#waiters) wake()
    }
  }

  /** Credentials were right without a check. */
  succeeded(email: string, address: string): void {
    this.#known.remember(email, address)
  }

  async #turn(keys: readonly string[]): Promise<void> {
    const checks = keys.map((key) => this.#of(key))
    const isCrowded = checks.some((each) => isFull(each) && each.waiting >= maxWaiting)
    const latest = Date.now() + (isCrowded ? 0 : maxWaitMs)
    for (const each of checks) each.waiting += 1
    while (checks.some(isFull) && Date.now() < latest) await this.#oneIsOver(latest)
    const isRefused = checks.some(isFull)
    for (const each of checks) {
      each.waiting -= 1
      if (!isRefused) each.running += 1
    }
    if (isRefused) {
      for (const key of keys) this.#forgetIfIdle(key)
      throw tooMany()
    }
    const wait = Math.max(...checks.map(({ nextAt }) => nextAt)) - Date.now()
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
  }

  async #oneIsOver(latest: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const wake = () => {
        clearTimeout(timer)
        this.#waiters.delete(wake)
        resolve()
      }
      const timer = setTimeout(wake, latest - Date.now())
      this.#waiters.add(wake)
    })
  }

  #of(key: string): Checks {
    let checks = this.#checks.get(key)
    if (checks === undefined) {
      checks = { failures: 0, lastFailure: 0, nextAt: 0, running: 0, waiting: 0 }
      this.#checks.set(key, checks)
    }
    if (checks.lastFailure + forgetAfterMs < Date.now()) checks.failures = 0
    return checks
  }

  #failed(key: string): void {
    const checks = this.#of(key)
    checks.failures += 1
    checks.lastFailure = Date.now()
    checks.nextAt = checks.lastFailure + gapMs(checks.failures)
    // Re-inserting keeps the map in order of last failure, so that the oldest go first when it is full.
    this.#checks.delete(key)
    this.#checks.set(key, checks)
    for (const [other, { running, waiting }] of this.#checks) {
      if (this.#checks.size <= maxKeys) break
      if (running + waiting === 0) this.#checks.delete(other)
    }
  }

  #forgetIfIdle(key: string): void {
    const { failures, running, waiting } = this.#of(key)
    if (failures + running + waiting === 0) this.#checks.delete(key)
  }
}

/** Whether one more check would be more than the free ones, or not wait for the one before it. */
function isFull({ failures, running }: Checks): boolean {
  return running > 0 && failures + running > freeFailures
}

function gapMs(failures: number): number {
  return failures <= freeFailures
    ? 0
    : Math.min(firstDelayMs * 2 ** (failures - freeFailures - 1), maxDelayMs)
}

function tooMany(): DarkroomError {
  return new DarkroomError('invalid-credentials', 'Too many failed logins. Try again in a minute.')
}
