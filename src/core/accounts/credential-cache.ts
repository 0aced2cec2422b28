import { createHmac, randomBytes } from 'node:crypto'

/** How long a verified pair of user and password is remembered, so that clients which send it with each call are quick. */
export const rememberCredentialsMs = 60_000
const maxRemembered = 10_000

/** Remembers which credentials were right, in the memory of one process and never as readable text. */
export class CredentialCache {
  readonly #key = randomBytes(32)
  readonly #seen = new Map<string, { readonly userHash: string; readonly until: number }>()
  readonly #now: () => number

  constructor(now: () => number = Date.now) {
    this.#now = now
  }

  /** `passwordHash` is the hash that is stored now: after a change of password nothing is remembered. */
  has(email: string, password: string, passwordHash: string): boolean {
    const found = this.#seen.get(this.digest(email, password))
    return found !== undefined && found.until > this.#now() && found.userHash === passwordHash
  }

  remember(email: string, password: string, passwordHash: string): void {
    if (this.#seen.size >= maxRemembered) this.#seen.clear()
    this.#seen.set(this.digest(email, password), {
      userHash: passwordHash,
      until: this.#now() + rememberCredentialsMs,
    })
  }

  /** Stands for the pair, and tells nothing of it outside of this process. */
  digest(email: string, password: string): string {
    return createHmac('sha256', this.#key).update(`${email.toLowerCase()}\n${password}`).digest('base64')
  }
}
