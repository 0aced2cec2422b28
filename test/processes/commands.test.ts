import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addCompany } from '../../src/commands/company.ts'
import { addUser, changePassword } from '../../src/commands/user.ts'
import { createFirstAccounts } from '../../src/core/accounts/first-start.ts'
import type { Tables } from '../../src/core/tables.ts'
import { connect } from '../../src/infrastructure/database/connect.ts'
import { adminPassword, adminUser } from '../support/app.ts'
import { createTestDatabase, type TestDatabase } from '../support/postgres.ts'
import { Installation } from '../support/process.ts'
import { soap, textOf } from '../support/soap.ts'

let place: Installation

beforeAll(async () => {
  place = await Installation.make()
})
afterAll(async () => await place.remove())

/** What a call as this user comes to: the company's root folder, else the status. */
async function companyRoot(handle: string, user: string, password: string): Promise<string> {
  const param = `<companyHandle>${handle}</companyHandle>`
  const reply = await soap(place.url, { operation: 'getCompanyInfo', param, user, password })
  return textOf(reply.body, 'rootPath') ?? `${reply.status}`
}

it('adds companies and users and changes passwords, without a server and beside one', async () => {
  const company = await place.run(['company', 'add', 'Shoes & Co'])
  expect([company.code, company.stderr]).toEqual([
    1,
    "darkroom: company name: 'Shoes & Co' must be 1 to 63 letters, digits, spaces or . _ - and begin with a letter or digit.\n",
  ])
  await place.isQuiet()

  const server = await place.serve(['--no-workers'])
  expect(await place.run(['company', 'add', 'Shoes'])).toMatchObject({
    code: 0,
    stdout: 'Company Shoes has the handle c|2 and the root folder Shoes/\n',
    stderr: '',
  })
  expect(
    await place.run(['user', 'add', 'ann@shop.example', '--company', 'shoes'], {
      input: 'four words of hers\n',
    }),
  ).toMatchObject({ code: 0, stdout: 'ann@shop.example is IpsUser of shoes.\n', stderr: '' })
  expect(await companyRoot('c|2', 'ann@shop.example', 'four words of hers')).toBe('Shoes/')
  expect(await companyRoot('c|1', 'ann@shop.example', 'four words of hers')).toBe('500')

  const made = await place.run([
    'user',
    'add',
    'bob@shop.example',
    '--company',
    'Demo',
    '--role',
    'IpsCompanyAdmin',
  ])
  const password = /^Password: (\S{16})$/m.exec(made.stdout)?.[1] ?? ''
  expect(await companyRoot('c|1', 'bob@shop.example', password)).toBe('Demo/')
  expect(await companyRoot('c|1', adminUser, adminPassword)).toBe('Demo/')
  expect(await server.end()).toEqual({ code: 0, signal: null })
  await place.isQuiet()

  const changed = await place.run(['user', 'password', 'Ann@shop.example'], { input: 'another of hers\r\n' })
  expect(changed).toMatchObject({ code: 0, stdout: 'Ann@shop.example has a new password.\n', stderr: '' })
  await place.isQuiet()

  const again = await place.serve(['--no-workers'])
  const further = await place.run(['user', 'add', 'ann@shop.example', '--company', 'Demo'])
  expect(further).toMatchObject({ code: 0, stdout: 'ann@shop.example is IpsUser of Demo.\n', stderr: '' })
  expect(await companyRoot('c|2', 'ann@shop.example', 'four words of hers')).toBe('500')
  expect(await companyRoot('c|2', 'ann@shop.example', 'another of hers')).toBe('Shoes/')
  expect(await companyRoot('c|1', 'ann@shop.example', 'another of hers')).toBe('Demo/')

  const refused: [string[], string, string][] = [
    [
      ['user', 'add', 'eve@x.example', '--company', 'Demo'],
      'short\n',
      'password: must have 8 to 1024 characters.',
    ],
    [['develop'], '', 'Unknown or incomplete command: develop'],
    [['serve', '--fast'], '', "Unknown option '--fast'"],
  ]
  for (const [args, input, message] of refused) {
    const { code, stdout, stderr } = await place.run(args, { input })
    expect([args, code, stdout]).toEqual([args, 1, ''])
    expect(stderr).toContain(`darkroom: ${message}`)
    expect(stderr).not.toMatch(/\n {4}at /)
  }
  expect(await companyRoot('c|2', 'ann@shop.example', 'another of hers')).toBe('Shoes/')
  expect(await again.end()).toEqual({ code: 0, signal: null })
  await place.isQuiet()
}, 150_000)

describe('a command without a process', () => {
  let database: TestDatabase
  let env: NodeJS.ProcessEnv

  beforeAll(async () => {
    database = await createTestDatabase()
    env = {
      DATABASE_URL: database.url,
      DARKROOM_DATA: place.dataFolder,
      DARKROOM_PASSWORD: 'four words of hers',
    }
    const { db, close } = await connect<Tables>(database.url, 1)
    await createFirstAccounts(db, { company: 'Demo', adminUser, adminPassword })
    await close()
  })
  afterAll(async () => await database.drop())

  const eve = { email: 'eve@x.example', company: 'Demo', role: 'IpsUser' }
  it.each<[string, () => Promise<void>]>([
    ["There is a company 'demo' already.", async () => await addCompany(env, 'demo')],
    ["There is no company 'None'.", async () => await addUser(env, { ...eve, company: 'None' })],
    [
      "--role: 'King' is no role; expected one of IpsAdmin",
      async () => await addUser(env, { ...eve, role: 'King' }),
    ],
    ["There is no user 'eve@x.example'.", async () => await changePassword(env, 'eve@x.example')],
  ])('is refused: %s', async (message, act) => {
    // Of these, the command line shows the message alone.
    await expect(act()).rejects.toMatchObject({
      name: 'DarkroomError',
      code: expect.not.stringMatching('internal'),
      message: expect.stringContaining(message),
    })
  })
})
