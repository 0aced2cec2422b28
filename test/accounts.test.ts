import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { requireRole } from '../src/core/accounts/caller.ts'
import { createCompany } from '../src/core/accounts/company.ts'
import { CredentialCache, rememberCredentialsMs } from '../src/core/accounts/credential-cache.ts'
import { createFirstAccounts } from '../src/core/accounts/first-start.ts'
import { freeFailures, LoginThrottle } from '../src/core/accounts/login-throttle.ts'
import { SignIn } from '../src/core/accounts/sign-in.ts'
import { createUser, setMembership, setPassword } from '../src/core/accounts/user.ts'
import type { Tables } from '../src/core/tables.ts'
import { connect, type Database } from '../src/infrastructure/database/connect.ts'
import { createTestDatabase, type TestDatabase } from './support/postgres.ts'

let files: TestDatabase
let database: Database<Tables>

beforeAll(async () => {
  files = await createTestDatabase()
  database = await connect<Tables>(files.url)
})
afterAll(async () => {
  await database.close()
  await files.drop()
})

const address = '192.0.2.1'

describe('first start', () => {
  it('creates company, root folder and administrator once, also when two servers start at once', async () => {
    const first = { company: 'Demo', adminUser: 'admin@localhost', adminPassword: undefined }
    const results = await Promise.all([1, 2].map(() => createFirstAccounts(database.db, first)))
    const passwords = results.flatMap((result) => result.generatedPassword ?? [])
    expect(passwords).toHaveLength(1)
    expect(await database.db.selectFrom('company').select(['id', 'name', 'root_folder']).execute()).toEqual([
      { id: 1, name: 'Demo', root_folder: 'Demo/' },
    ])
    expect(await database.db.selectFrom('folder').select('path').execute()).toEqual([{ path: 'Demo/' }])
    const signIn = new SignIn(database.db)
    const caller = await signIn.authenticate(
      { user: 'Admin@LocalHost', password: passwords[0] ?? '' },
      address,
    )
    expect(caller).toMatchObject({ isIpsAdmin: true, email: 'admin@localhost' })
  })

  it('names the setting of a password that is too short', async () => {
    await expect(
      createFirstAccounts(database.db, { company: 'X', adminUser: 'x@x', adminPassword: 'short' }),
    ).rejects.toThrow(/DARKROOM_ADMIN_PASSWORD: must have 8/)
  })
})

describe('sign-in', () => {
  it('stores argon2id hashes only', async () => {
    const user = await createUser(database.db, { email: 'hash@shop.example', password: 'a long password' })
    expect(user.password_hash).toMatch(/^\$argon2id\$/)
    expect(user.password_hash).not.toContain('a long password')
  })

  it('refuses a wrong password, an unknown user and one that may not sign in, each with its code', async () => {
    const signIn = new SignIn(database.db)
    const user = await createUser(database.db, { email: 'joe@shop.example', password: 'a long password' })
    const attempt = (name: string, password: string) => signIn.authenticate({ user: name, password }, address)
    await expect(attempt('joe@shop.example', 'wrong password')).rejects.toMatchObject({
      code: 'invalid-credentials',
    })
    await expect(attempt('nobody@shop.example', 'a long password')).rejects.toMatchObject({
      code: 'invalid-credentials',
    })
    await expect(signIn.authenticate(undefined, address)).rejects.toMatchObject({ code: 'no-credentials' })
    await database.db.updateTable('user_account').set({ is_valid: false }).where('id', '=', user.id).execute()
    await expect(attempt('joe@shop.example', 'a long password')).rejects.toMatchObject({
      code: 'invalid-user',
    })
  })

  it('remembers a success for a minute, and forgets it when the password changes', async () => {
    let now = 0
    const cache = new CredentialCache(() => now)
    const { password_hash: hash } = await createUser(database.db, {
      email: 'ann@shop.example',
      password: 'first password',
    })
    const signIn = new SignIn(database.db, cache)
    await signIn.authenticate({ user: 'ann@shop.example', password: 'first password' }, address)
    expect(cache.has('ann@shop.example', 'first password', hash)).toBe(true)
    await setPassword(database.db, 'ann@shop.example', 'second password')
    await expect(
      signIn.authenticate({ user: 'ann@shop.example', password: 'first password' }, address),
    ).rejects.toMatchObject({ code: 'invalid-credentials' })
    now = rememberCredentialsMs + 1
    expect(cache.has('ann@shop.example', 'first password', hash)).toBe(false)
  })

  it('makes checks of a user wait after failures, but none from an address that the user signed in from', async () => {
    const user = 'slow@shop.example'
    await createUser(database.db, { email: user, password: 'right password' })
    // Nothing is remembered of the pair itself.
    const signIn = new SignIn(database.db, new CredentialCache(forgetful()))
    const signInFrom = async (from: string, password = 'right password') =>
      await signIn.authenticate({ user, password }, from)
    await signInFrom('192.0.2.7')
    for (let i = 0; i < freeFailures + 3; i++)
      await expect(signInFrom('192.0.2.8', 'wrong')).rejects.toThrow('Invalid username/password')
    const stranger = signInFrom('192.0.2.9')
    const known = signInFrom('192.0.2.7')
    expect(await Promise.race([stranger.then(() => 'stranger'), known.then(() => 'known')])).toBe('known')
    await stranger
  })

  it('checks a pair once that comes many times at the same time', async () => {
    let checks = 0
    class Counted extends LoginThrottle {
      override async check(email: string, from: string, isRight: () => Promise<boolean>) {
        checks += 1
        return await super.check(email, from, isRight)
      }
    }
    const signIn = new SignIn(database.db, new CredentialCache(), new Counted())
    await createUser(database.db, { email: 'many@shop.example', password: 'right password' })
    const pair = { user: 'many@shop.example', password: 'right password' }
    await Promise.all(Array.from({ length: 200 }, () => signIn.authenticate(pair, address)))
    // What comes while the pair is under way joins it; what comes later is remembered.
    expect(checks).toBe(1)
  })
})

/** A clock by which all that was remembered is long ago. */
function forgetful(): () => number {
  let now = 0
  return () => {
    now += 2 * rememberCredentialsMs
    return now
  }
}

describe('companies and roles', () => {
  it.each(['', '../x', 'a/b', '-x', 'x.', 'x'.repeat(64)])('refuses the company name %j', async (name) => {
    await expect(database.db.transaction().execute((tx) => createCompany(tx, name))).rejects.toMatchObject({
      code: 'invalid-parameter',
    })
  })

  it('lets one company have nothing of another', async () => {
    const other = await database.db.transaction().execute((tx) => createCompany(tx, 'Other'))
    await expect(database.db.transaction().execute((tx) => createCompany(tx, 'OTHER'))).rejects.toMatchObject(
      {
        code: 'conflict',
      },
    )
    const user = await createUser(database.db, { email: 'other@shop.example', password: 'a long password' })
    await setMembership(database.db, other.id, user.id, 'IpsUser')
    const caller = await new SignIn(database.db).authenticate(
      { user: 'other@shop.example', password: 'a long password' },
      address,
    )
    expect(() => requireRole(caller, other.id, ['IpsUser'])).not.toThrow()
    expect(() => requireRole(caller, other.id, ['IpsCompanyAdmin'])).toThrow(/IpsUser does not allow/)
    expect(() => requireRole(caller, 1, ['IpsUser'])).toThrow(/no active member/)
  })
})
