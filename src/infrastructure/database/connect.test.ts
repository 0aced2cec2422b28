import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, databaseUrl, type TestDatabase } from '../../../test/support/postgres.ts'
import { connect, databaseConfig } from './connect.ts'

describe('databaseConfig', () => {
  it.each([
    [{}, { url: undefined, poolSize: 10 }],
    [
      { DATABASE_URL: '', DARKROOM_DB_POOL: '' },
      { url: undefined, poolSize: 10 },
    ],
    [{ DATABASE_URL: 'postgres://a@b/c' }, { url: 'postgres://a@b/c', poolSize: 10 }],
    [{ DARKROOM_DB_POOL: '25' }, { url: undefined, poolSize: 25 }],
  ])('reads %j', (env, config) => {
    expect(databaseConfig(env)).toEqual(config)
  })

  it.each([
    [{ DATABASE_URL: 'mysql://a:secret@b/c' }, 'DATABASE_URL'],
    [{ DARKROOM_DB_POOL: '0' }, 'DARKROOM_DB_POOL'],
    [{ DARKROOM_DB_POOL: '1001' }, 'DARKROOM_DB_POOL'],
    [{ DARKROOM_DB_POOL: 'many' }, 'DARKROOM_DB_POOL'],
    [{ DARKROOM_DB_POOL: '2.5' }, 'DARKROOM_DB_POOL'],
  ])('refuses %j and names the variable', (env, field) => {
    expect(() => databaseConfig(env)).toThrowError(
      expect.objectContaining({ code: 'invalid-parameter', field }),
    )
    expect(() => databaseConfig(env)).not.toThrowError(/secret/)
  })
})

describe('connect', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await createTestDatabase()
  })
  afterAll(() => database.drop())

  it('gives int8 as a number, and fails rather than round one that is too large', async () => {
    const { pool, close } = await connect(database.url, 1)
    const { rows } = await pool.query(
      'select count(*) as count, 9007199254740991::int8 as largest from pg_class',
    )
    expect(rows[0].count).toBeTypeOf('number')
    expect(rows[0].largest).toBe(Number.MAX_SAFE_INTEGER)
    await expect(pool.query('select 9007199254740992::int8')).rejects.toThrow('9007199254740992')
    await expect(pool.query('select 1 as one')).resolves.toMatchObject({ rows: [{ one: 1 }] })
    await close()
  })

  it('opens no more connections than asked for', async () => {
    const { pool, close } = await connect(database.url, 3)
    await Promise.all(Array.from({ length: 12 }, () => pool.query('select pg_sleep(0.01)')))
    expect(pool.totalCount).toBe(3)
    await close()
  })

  it.each([
    ['after a query of Kysely', true],
    ['without one', false],
  ])('leaves no connection once closed, %s', async (_, withKysely) => {
    const one = await connect(database.url, 1)
    const { rows } = await one.pool.query('select pg_backend_pid() as pid')
    if (withKysely) await one.db.introspection.getSchemas()
    await one.close()
    const other = await connect(database.url, 1)
    const count = async () =>
      (await other.pool.query('select from pg_stat_activity where pid = $1', [rows[0].pid])).rowCount
    await expect.poll(count).toBe(0)
    await other.close()
  })

  it('hears of idle connections that broke, and goes on', async () => {
    const broken: Error[] = []
    const one = await connect(database.url, 1, (error) => broken.push(error))
    const other = await connect(database.url, 1)
    const { rows } = await one.pool.query('select pg_backend_pid() as pid')
    await other.pool.query('select pg_terminate_backend($1, 5000)', [rows[0].pid])
    await expect.poll(() => broken.length).toBeGreaterThan(0)
    await expect(one.pool.query('select 1 as one')).resolves.toMatchObject({ rows: [{ one: 1 }] })
    await Promise.all([one.close(), other.close()])
  })

  it('does not hear of those that break while it closes, before they are gone', async () => {
    const broken: Error[] = []
    const { pool, close } = await connect(database.url, 1, (error) => broken.push(error))
    const closed = close()
    pool.emit('error', new Error('terminating connection due to administrator command'), new pg.Client())
    await closed
    expect(broken).toEqual([])
  })

  it('says which database does not exist, at once and without the password', async () => {
    const url = databaseUrl(database.url, 'absent')
    const error = await connect(url, 1).catch((thrown: Error) => thrown)
    expect(error).toMatchObject({ code: 'invalid-parameter', field: 'DATABASE_URL' })
    expect((error as Error).message).toContain('"absent"')
    expect((error as Error).message).not.toContain(new URL(url).password)
  })

  it('says which host can not be reached, without the password', async () => {
    const error = await connect('postgres://me:geheim@127.0.0.1:1/photos', 1, undefined, 0).catch(
      (thrown: Error) => thrown,
    )
    expect(error).toMatchObject({ code: 'internal', field: 'DATABASE_URL' })
    expect((error as Error).message).toContain('"photos" at 127.0.0.1:1')
    expect((error as Error).message).not.toContain('geheim')
  })
})
