import { DarkroomError } from '../errors.ts'
import { SharedReads } from '../shared-reads.ts'
import type { Db } from '../tables.ts'
import type { Caller } from './caller.ts'
import { CredentialCache } from './credential-cache.ts'
import { LoginThrottle } from './login-throttle.ts'
import { verifyPassword } from './password.ts'
import { type Member, memberByEmail } from './user.ts'

export interface Credentials {
  readonly user: string
  readonly password: string
}

/** Checks who somebody is. One for each process: it remembers successes for a minute and slows failures. */
export class SignIn {
  readonly #db: Db
  readonly #cache: CredentialCache
  readonly #throttle: LoginThrottle
  readonly #members = new SharedReads<Member | undefined>()
  readonly #underWay = new Map<string, Promise<boolean>>()

  constructor(db: Db, cache = new CredentialCache(), throttle = new LoginThrottle()) {
    this.#db = db
    this.#cache = cache
    this.#throttle = throttle
  }

  /**
   * Throws `no-credentials`, `invalid-credentials` (after a delay that grows with failures: see LoginThrottle),
   * `invalid-user` for somebody who may not sign in.
   */
  async authenticate(credentials: Credentials | undefined, address: string): Promise<Caller> {
    if (!credentials || credentials.user === '')
      throw new DarkroomError('no-credentials', 'No user and password were given.', { field: 'user' })
    const user = await this.#check(credentials, address)
    if (!user) throw new DarkroomError('invalid-credentials', 'Invalid username/password')
    if (!user.is_valid)
      throw new DarkroomError('invalid-user', `The user ${user.email} may not sign in.`, { field: 'user' })
    return {
      userId: user.id,
      email: user.email,
      isIpsAdmin: user.is_ips_admin,
      memberships: user.memberships,
      address,
    }
  }

  /** Whether the pair is right and, with a company, whether its user is an active member (operation checkLogin). */
  async checkLogin(
    credentials: Credentials,
    address: string,
    companyId: number | undefined,
  ): Promise<boolean> {
    const user = await this.#check(credentials, address)
    if (!user?.is_valid) return false
    if (companyId === undefined || user.is_ips_admin) return true
    return user.memberships.has(companyId)
  }

  async #check({ user: email, password }: Credentials, address: string): Promise<Member | undefined> {
    const user = await this.#members.get(email, async () => await memberByEmail(this.#db, email))
    if (user && this.#cache.has(email, password, user.password_hash)) {
      this.#throttle.succeeded(email, address)
      return user
    }
    if (!(await this.#checkOnce(email, password, user?.password_hash, address))) return undefined
    if (user) this.#cache.remember(email, password, user.password_hash)
    return user
  }

  /** A client that sends the same pair many times at once has it checked, and counted, once. */
  async #checkOnce(email: string, password: string, hash: string | undefined, address: string) {
    const key = `${this.#cache.digest(email, password)} ${hash} ${address}`
    const underWay = this.#underWay.get(key)
    if (underWay) return await underWay
    const check = this.#throttle.check(email, address, async () => await verifyPassword(hash, password))
    this.#underWay.set(key, check)
    return await check.finally(() => this.#underWay.delete(key))
  }
}
