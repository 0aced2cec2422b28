import { createServer } from 'node:http'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serve } from '../../src/commands/serve.ts'
import { adminPassword } from '../support/app.ts'
import { createTestDatabase, type TestDatabase } from '../support/postgres.ts'
import { Installation } from '../support/process.ts'
import { soap, textOf } from '../support/soap.ts'

describe('darkroom serve on a data folder of its own', () => {
  const generated = { env: { DARKROOM_ADMIN_PASSWORD: undefined } }
  let place: Installation

  beforeAll(async () => {
    place = await Installation.make()
  })
  afterAll(async () => await place.remove())

  it('says so when its port is taken, at the very first start too, and leaves nothing running', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(place.port, '127.0.0.1', resolve))
    const { code, stdout, stderr } = await place.run(['serve'], generated)
    await new Promise((resolve) => other.close(resolve))
    expect(stderr).toContain(
      `darkroom: Port ${place.port} of 127.0.0.1 is in use. Set PORT to another one.\n`,
    )
    expect(stdout).toBe('')
    expect(code).toBe(1)
    await place.isQuiet()
  })

  it('prints the made password at the first start only, stops on SIGTERM, and serves a folder once', async () => {
    const first = await place.serve([], generated)
    expect(first.stdout).toContain(`darkroom is ready at ${place.url}\n`)
    expect(first.stdout).toContain('admin@localhost')
    const password = /password {4}(\S+)/.exec(first.stdout)?.[1] ?? ''
    expect(password).toMatch(/^[\w-]{16}$/)
    expect(first.stderr).not.toContain(password)
    expect(await signIn(place.url, 'admin@localhost', password)).toBe(200)

    const second = await place.run(['serve'], { env: { PORT: '0' } })
    expect(second.code).toBe(1)
    expect(second.stderr).toContain(
      `darkroom: Another darkroom serves the data folder ${place.dataFolder} already.\n`,
    )
    expect((await fetch(`${place.url}/readyz`)).status).toBe(200)

    const socket = await place.socketFolder()
    expect(await first.end()).toEqual({ code: 0, signal: null })
    expect([...(await place.processes()).values()]).toEqual([])
    expect(socket).toBe(`${place.dataFolder}/postgres`)

    const again = await place.serve(['--no-workers'], generated)
    expect(again.stdout).not.toContain('password')
    expect(await signIn(place.url, 'admin@localhost', password)).toBe(200)
    expect(await again.end('SIGINT')).toEqual({ code: 0, signal: null })
    await place.isQuiet()
  })
})

describe('darkroom serve on a database of its own', () => {
  let place: Installation
  let database: TestDatabase

  beforeAll(async () => {
    database = await createTestDatabase()
    place = await Installation.make({ DATABASE_URL: database.url })
  })
  afterAll(async () => {
    await place.remove()
    await database.drop()
  })

  const refused = [
    ['PORT', 'abc', 'PORT is "abc"; expected a whole number from 0 to 65535.'],
    ['DARKROOM_WORKERS', '-1', 'DARKROOM_WORKERS is "-1"; expected a whole number from 0 to 256.'],
    ['DARKROOM_LANES', '0', 'DARKROOM_LANES is "0"; expected a whole number from 1 to 64.'],
    ['DARKROOM_STORAGE', 'ftp://host', 'DARKROOM_STORAGE is ftp scheme; expected file:/folder'],
    ['SMTP_URL', 'mail', 'SMTP_URL is not a mail server'],
    ['DATABASE_URL', 'mysql://host/db', 'DATABASE_URL is not a URL like postgres://'],
    ['DARKROOM_ADMIN_USER', 'ann', "DARKROOM_ADMIN_USER: email: 'ann' is not a mail address."],
    ['DARKROOM_ADMIN_PASSWORD', 'short', 'DARKROOM_ADMIN_PASSWORD: must have 8 to 1024'],
    ['DARKROOM_COMPANY', '.', "DARKROOM_COMPANY: company name: '.' must be"],
  ] as const

  it.each(refused)('refuses %s=%s and names it', async (name, value, message) => {
    const env = {
      DATABASE_URL: database.url,
      DARKROOM_DATA: place.dataFolder,
      DARKROOM_ADMIN_PASSWORD: adminPassword,
      DARKROOM_LOG_LEVEL: 'silent',
      DARKROOM_WORKERS: '0',
      PORT: `${place.port}`,
      [name]: value,
    }
    // Stopped as soon as it runs: a value that is not refused fails the test at once.
    const stopping = () => ({ stopped: Promise.resolve(), stop: () => undefined })
    const serving = serve(env, { workers: true }, stopping)
    await expect(serving).rejects.toMatchObject({
      name: 'DarkroomError',
      code: 'invalid-parameter',
      message: expect.stringContaining(message),
    })
    await expect(fetch(place.url)).rejects.toThrow()
  })

  // The first is seen before anything is opened, the last when all is open.
  it.each([refused[5], refused[8]])(
    'ends a process that it refuses %s=%s with code 1 and one sentence',
    async (name, value, message) => {
      const { code, stderr } = await place.run(['serve'], { env: { [name]: value } })
      expect(stderr).toContain(`darkroom: ${message}`)
      expect(stderr).not.toMatch(/ {4}at /)
      expect(code).toBe(1)
      await place.isQuiet()
    },
  )

  it('takes the first accounts from its settings and shows no password', async () => {
    const server = await place.serve(['--no-workers'], {
      env: { DARKROOM_ADMIN_USER: 'ann@shop.example', DARKROOM_COMPANY: 'Shop' },
    })
    expect(server.stdout).not.toContain('password')
    expect(await signIn(place.url, 'ann@shop.example', adminPassword)).toBe(200)
    const company = await soap(place.url, {
      operation: 'getCompanyInfo',
      param: '<companyName>Shop</companyName>',
      user: 'ann@shop.example',
    })
    expect(textOf(company.body, 'rootPath')).toBe('Shop/')
    expect(await server.end()).toEqual({ code: 0, signal: null })
    await place.isQuiet()
  })

  it('refuses a database of a newer version, and leaves it as it is', async () => {
    await query(database.url, "insert into schema_version values (9999, 'future', 'x')")
    const { code, stderr } = await place.run(['serve'])
    expect(stderr).toContain('darkroom: The database has version 9999 (future) but this darkroom knows only')
    expect(code).toBe(1)
    await query(database.url, 'delete from schema_version where version = 9999')
    await place.isQuiet()
  })
})

async function query(url: string, text: string): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  await client.query(text).finally(() => client.end())
}

/** The status of a call with these credentials. */
async function signIn(url: string, user: string, password: string): Promise<number> {
  const param = '<companyHandle>c|1</companyHandle>'
  return (await soap(url, { operation: 'getCompanyInfo', param, user, password })).status
}
