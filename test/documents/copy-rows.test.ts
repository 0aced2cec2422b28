import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { copyRows } from '../../src/core/copy-rows.ts'
import { DocumentRepository } from './repository.ts'

let repository: DocumentRepository
beforeAll(async () => {
  repository = await DocumentRepository.open()
})
afterAll(async () => await repository.close())

const columns = ['from_asset', 'position', 'company_id', 'kind', 'raw', 'lines', 'holders', 'state'] as const
/** All that COPY, arrays or a shell could take for something else. */
const odd = [
  '',
  'a\tb\nc\r\nd\\e',
  '\\N',
  '\\.',
  'NULL',
  '"quoted", {braced}',
  " 'x' ",
  'é漢😀',
  '\\t\\\\',
  '\u2028\b\f\v',
]

describe('copied rows', () => {
  it('hold what was given, whatever characters it has', async () => {
    await repository.db.transaction().execute(
      async (tx) =>
        await copyRows(
          tx,
          'document_reference',
          columns,
          odd.map((text, i) => [1, i, 2, 'link', text, i === 0 ? [] : [i, 7], i === 1 ? null : odd, 'Whole']),
        ),
    )
    const rows = await repository.db
      .selectFrom('document_reference')
      .select(['position', 'raw', 'lines', 'holders', 'target_path'])
      .where('from_asset', '=', 1)
      .orderBy('position')
      .execute()
    expect(rows).toEqual(
      odd.map((raw, i) => ({
        position: i,
        raw,
        lines: i === 0 ? [] : [i, 7],
        holders: i === 1 ? null : odd,
        target_path: null,
      })),
    )
  })

  it('may be none, or many', async () => {
    const count = 30_000
    await repository.db.transaction().execute(async (tx) => {
      await copyRows(tx, 'document_reference', columns, [])
      await copyRows(
        tx,
        'document_reference',
        columns,
        Array.from({ length: count }, (_, i) => [2, i, 2, 'link', `a${i}`, [i], undefined, 'Whole']),
      )
    })
    const { most, all } = await repository.db
      .selectFrom('document_reference')
      .select((eb) => [eb.fn.max('position').as('most'), eb.fn.countAll<number>().as('all')])
      .where('from_asset', '=', 2)
      .executeTakeFirstOrThrow()
    expect([most, all]).toEqual([count - 1, count])
  })

  it.each([
    ['a row that is there already', [1, 0, 2, 'link', 'a', [], null, 'Whole'], /duplicate key/],
    ['a value that is not allowed', [3, 0, 2, 'link', 'a', [], null, 'Other'], /check constraint/],
    ['too few values', [3, 0, 2], /missing data/],
  ] as const)('are refused whole with %s, and the connection goes on', async (_what, bad, reason) => {
    const good = [3, 1, 2, 'link', 'a', [], null, 'Whole'] as const
    const copying = repository.db
      .transaction()
      .execute(async (tx) => await copyRows(tx, 'document_reference', columns, [good, bad]))
    await expect(copying).rejects.toThrow(reason)
    const rows = await repository.db
      .selectFrom('document_reference')
      .selectAll()
      .where('from_asset', '=', 3)
      .execute()
    expect(rows).toEqual([])
  })
})
