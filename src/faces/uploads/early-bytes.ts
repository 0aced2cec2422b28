import { DarkroomError } from '../../core/errors.ts'
import type { EarlyLimits } from '../http.config.ts'

/** Counts bytes of files whose senders have not shown yet who they are. One for each process. */
export class EarlyBytes {
  readonly #limits: EarlyLimits
  readonly #byAddress = new Map<string, number>()
  #inAll = 0

  constructor(limits: EarlyLimits) {
    this.#limits = limits
  }

  /** The count of one request. */
  of(address: string): EarlyBytesOfRequest {
    return new EarlyBytesOfRequest(this.#limits, (bytes) => this.#add(address, bytes))
  }

  /** Throws `busy` beyond a limit; a negative number is always taken. */
  #add(address: string, bytes: number): void {
    const ofAddress = (this.#byAddress.get(address) ?? 0) + bytes
    const { maxBytesOfAddress, maxBytesInAll } = this.#limits
    if (bytes > 0 && ofAddress > maxBytesOfAddress)
      throw tooMany(`${maxBytesOfAddress} bytes of files from this address`)
    if (bytes > 0 && this.#inAll + bytes > maxBytesInAll) throw tooMany(`${maxBytesInAll} bytes of files`)
    this.#inAll += bytes
    if (ofAddress === 0) this.#byAddress.delete(address)
    else this.#byAddress.set(address, ofAddress)
  }
}

/** What one request has brought before its credentials, and how long ago it began. */
export class EarlyBytesOfRequest {
  readonly #limits: EarlyLimits
  readonly #add: (bytes: number) => void
  readonly #late = new AbortController()
  #bytes = 0
  #released = false
  #deadline: NodeJS.Timeout | undefined

  constructor(limits: EarlyLimits, add: (bytes: number) => void) {
    this.#limits = limits
    this.#add = add
  }

  /** Aborts with `no-credentials` when the auth part did not come in time. */
  get late(): AbortSignal {
    return this.#late.signal
  }

  /** Throws `no-credentials` beyond the limit of a request, `busy` beyond that of its address or of all. */
  take(bytes: number): void {
    // A chunk that was on its way when the request was refused.
    if (this.#released) return
    const { maxBytesBeforeAuth, maxSecondsBeforeAuth: seconds } = this.#limits
    if (this.#bytes + bytes > maxBytesBeforeAuth)
      throw new DarkroomError(
        'no-credentials',
        `More than ${maxBytesBeforeAuth} bytes of files came before the auth part; send it first.`,
      )
    this.#add(bytes)
    this.#bytes += bytes
    this.#deadline ??= setTimeout(() => this.#late.abort(lateness(seconds)), seconds * 1000)
  }

  /** The auth part is there. */
  authCame(): void {
    clearTimeout(this.#deadline)
  }

  /** The credentials were right, or the bytes are gone. */
  release(): void {
    clearTimeout(this.#deadline)
    this.#add(-this.#bytes)
    this.#bytes = 0
    this.#released = true
  }
}

function tooMany(what: string): DarkroomError {
  return new DarkroomError(
    'busy',
    `More than ${what} wait for their auth part; send it first, or try again later.`,
  )
}

function lateness(seconds: number): DarkroomError {
  return new DarkroomError(
    'no-credentials',
    `The auth part did not come within ${seconds} seconds from the first byte of a file; send it first.`,
  )
}
