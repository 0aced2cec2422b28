import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { english } from '../src/core/messages/catalogues.ts'

const source = fileURLToPath(new URL('../src', import.meta.url))

/** What is wrong there comes to stand in the log of a job. */
const areas = [
  'core/exports',
  'core/jobs',
  'core/processing',
  'core/publishing',
  'core/sets',
  'infrastructure/outgoing',
  'infrastructure/server-directory',
]

/** Read settings when the server starts: their errors go to the console. */
const forTheConsole = /(?:^|\/)(?:config|sign-callback)\.ts$/

const files = new Map<string, string>()

beforeAll(async () => {
  for (const file of await readdir(source, { recursive: true }))
    if (file.endsWith('.ts') && !/\.test\.ts$|(?:^|\/)test-/.test(file))
      files.set(file, await readFile(join(source, file), 'utf8'))
})

/** Errors whose words are a text and no message, with their line. */
function errorsWithTexts(file: string, text: string): string[] {
  const made =
    /new (?:(?:DarkroomError|ArchiveError)\(\s*(?:'[a-z-]+'|[\w.[\]]+),|TransientError\()\s*(['"`][^\n]*)/g
  return [...text.matchAll(made)].map((match) => {
    const line = text.slice(0, match.index).split('\n').length
    return `${file}:${line} ${match[1]}`
  })
}

describe.each(areas)('%s', (area) => {
  it('says what is wrong in messages of the catalogues', () => {
    const own = [...files].filter(([file]) => file.startsWith(`${area}/`) && !forTheConsole.test(file))
    expect(own.length).toBeGreaterThan(1)
    expect(own.flatMap(([file, text]) => errorsWithTexts(file, text))).toEqual([])
  })
})

it.each([
  "new DarkroomError('bad-file', `it is empty.`)",
  "new DarkroomError(\n  found[1],\n  'it is empty.',\n)",
  'new ArchiveError(\'too-large\', "it is too large")',
  'new TransientError(`it is gone`)',
])('%s is seen', (text) => {
  expect(errorsWithTexts('a.ts', text)).toHaveLength(1)
})

it('has no message in the catalogues that nothing says', () => {
  const words = new Set<string>()
  for (const [file, text] of files)
    if (!file.startsWith('core/messages/'))
      for (const [, key = ''] of text.matchAll(/'(\w+)'/g)) words.add(key)
  expect(Object.keys(english).filter((key) => !words.has(key))).toEqual([])
})
