import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { copyRows } from '../../src/core/copy-rows.ts'
import { DocumentRepository } from './repository.ts'

let repository: DocumentRepository
beforeAll(async () => {
  repository = await DocumentRepository.open()
})
afterAll(async () => await repository.close())

const row = { company_id: 2, kind: 'link', raw: 'a', lines: [], holders: null, state: 'Whole' }

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
          odd.map((raw, i) => ({
            ...row,
            from_asset: 1,
            position: i,
            raw,
            lines: i === 0 ? [] : [i, 7],
            holders: i === 1 ? null : odd,
          })),
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
      await copyRows(tx, 'document_reference', [])
      await copyRows(
        tx,
        'document_reference',
        Array.from({ length: count }, (_, i) => ({
          ...row,
          from_asset: 2,
          position: i,
          raw: `a${i}`,
          lines: [i],
          holders: undefined,
        })),
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
    ['a row that is there already', { from_asset: 1, position: 0 }, /duplicate key/],
    ['a value that is not allowed', { from_asset: 3, position: 0, state: 'Other' }, /check constraint/],
    ['too few values', { from_asset: 3, position: 0, kind: undefined }, /not-null constraint/],
  ])('are refused whole with %s, and the connection goes on', async (_what, bad, reason) => {
    const rows = [
      { ...row, from_asset: 3, position: 1 },
      { ...row, ...bad },
    ]
    const copying = repository.db
      .transaction()
      .execute(async (tx) => await copyRows(tx, 'document_reference', rows))
    await expect(copying).rejects.toThrow(reason)
    const stored = await repository.db
      .selectFrom('document_reference')
      .selectAll()
      .where('from_asset', '=', 3)
      .execute()
    expect(stored).toEqual([])
  })
})
