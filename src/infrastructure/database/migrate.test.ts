import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../test/support/postgres.ts'
import { connect } from './connect.ts'
import { migrate } from './migrate.ts'

let database: TestDatabase
let pool: pg.Pool
let close: () => Promise<void>
let folder: string

beforeEach(async () => {
  database = await createTestDatabase()
  const opened = await connect(database.url, 4)
  pool = opened.pool
  close = opened.close
  await pool.query('drop schema public cascade')
  await pool.query('create schema public')
  folder = await mkdtemp(path.join(tmpdir(), 'darkroom-migrate-'))
})

afterEach(async () => {
  await close()
  await database.drop()
  await rm(folder, { recursive: true })
})

async function write(files: Record<string, string>): Promise<void> {
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text)
}

const first = { '0001_one.sql': 'create table one (a int);\ninsert into one values (1);' }
const second = { '0002_two.sql': 'create table two (a int);' }

describe('migrate', () => {
  it('applies each file once, in order', async () => {
    await write(first)
    expect(await migrate(pool, folder)).toEqual({ from: 0, to: 1 })
    await write(second)
    expect(await migrate(pool, folder)).toEqual({ from: 1, to: 2 })
    expect(await migrate(pool, folder)).toEqual({ from: 2, to: 2 })
    const { rows } = await pool.query('select version, name from schema_version order by version')
    expect(rows).toEqual([
      { version: 1, name: 'one' },
      { version: 2, name: 'two' },
    ])
    expect((await pool.query('select a from one')).rows).toEqual([{ a: 1 }])
  })

  it('lets one of two at once do the work', async () => {
    await write({ ...first, '0002_slow.sql': 'select pg_sleep(0.2);' })
    const results = await Promise.all([migrate(pool, folder), migrate(pool, folder)])
    expect(results.map(({ from }) => from).sort()).toEqual([0, 2])
    expect((await pool.query('select a from one')).rows).toEqual([{ a: 1 }])
  })

  it('keeps what went before a file that fails, and nothing of that file', async () => {
    await write({ ...first, '0002_bad.sql': 'create table two (a int); select * from absent;' })
    await expect(migrate(pool, folder)).rejects.toThrow('migration 2 (bad) failed: relation "absent"')
    expect((await pool.query("select to_regclass('one') as one, to_regclass('two') as two")).rows).toEqual([
      { one: 'one', two: null },
    ])
    await write({ '0002_bad.sql': 'create table two (a int);' })
    expect(await migrate(pool, folder)).toEqual({ from: 1, to: 2 })
  })

  it('refuses a database that is newer than the program', async () => {
    await write({ ...first, ...second })
    await migrate(pool, folder)
    await rm(path.join(folder, '0002_two.sql'))
    await expect(migrate(pool, folder)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/version 2 \(two\).*up to 1/),
    })
  })

  it('refuses an applied file that was changed, but not for its line ends', async () => {
    await write(first)
    await migrate(pool, folder)
    await write({ '0001_one.sql': first['0001_one.sql'].replaceAll('\n', '\r\n') })
    expect(await migrate(pool, folder)).toEqual({ from: 1, to: 1 })
    await write({ '0001_one.sql': 'create table other (a int);' })
    await expect(migrate(pool, folder)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('1 (one)'),
    })
  })

  it.each([
    ['a gap', { ...first, '0003_three.sql': '' }, '0003_three.sql'],
    ['a double', { ...first, '0001_other.sql': '' }, '0001_other.sql'],
    ['a number that does not start at one', second, '0002_two.sql'],
    ['another name', { ...first, '2_two.sql': '' }, '2_two.sql'],
  ])('refuses %s and applies nothing', async (_, files, culprit) => {
    await write(files)
    await expect(migrate(pool, folder)).rejects.toThrow(culprit)
    expect((await pool.query("select to_regclass('one') as one")).rows).toEqual([{ one: null }])
  })
})
