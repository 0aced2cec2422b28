import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { operationsPage, operationsPageFile } from '../scripts/operations-page.ts'
import { operations } from '../src/faces/ips/operations/index.ts'

it('docs/operations.md is what `node scripts/operations-page.ts` writes', async () => {
  expect(await readFile(operationsPageFile, 'utf8')).toBe(operationsPage())
})

it('has one row for each operation and one for uploads', () => {
  const rows = [...operationsPage().matchAll(/^\| `(\w+)` \|/gm)].map((match) => match[1])
  expect(rows.toSorted()).toEqual([...operations.map(({ name }) => name), 'uploadPost'].toSorted())
})
