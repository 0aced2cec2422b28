import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../test/support/postgres.ts'
import { connect } from './connect.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

/** The statements that the one connection of a pool has planned after some queries. */
async function plannedBy(queries: readonly (readonly [text: string, values?: unknown[]])[]) {
  const { pool, close } = await connect(database.url, 1)
  try {
    for (const [text, values] of queries) await pool.query(text, values)
    const { rows } = await pool.query('select statement from pg_prepared_statements order by prepare_time')
    return rows.map(({ statement }) => statement)
  } finally {
    await close()
  }
}

it('plans a statement with parameters once, at its first use', async () => {
  const text = 'select $1::int as one'
  expect(await plannedBy([[text, [1]]])).toEqual([text])
  expect(
    await plannedBy([
      [text, [1]],
      [text, [2]],
    ]),
  ).toEqual([text])
})

it('plans a statement without parameters when it comes again', async () => {
  const text = 'with one as (select 1 as a) select a from one'
  expect(await plannedBy([[text]])).toEqual([])
  expect(await plannedBy([[text], [text, []], [text]])).toEqual([text])
})

it.each([['begin'], ['select 1; select 2'], ["set statement_timeout = '1min'"], ['listen somebody']])(
  'does not plan "%s"',
  async (text) => {
    expect(await plannedBy([[text], [text], [text]].map(([one]) => [one ?? '']))).toEqual([])
  },
)

it('answers alike, planned or not', async () => {
  const { pool, close } = await connect(database.url, 1)
  const text = 'select 7::int8 as seven, array[1, 2] as two'
  const answers = [await pool.query(text), await pool.query(text), await pool.query(text)]
  for (const { rows } of answers) expect(rows).toEqual([{ seven: 7, two: [1, 2] }])
  await close()
})
