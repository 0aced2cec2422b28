import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

const run = promisify(execFile)
const lowerPriority = new URL('lower-priority.ts', import.meta.url)

/** Begins with file access, for which Node starts threads; tells the priorities of all that run in the end. */
const program = `
  import { readdir, readFile } from 'node:fs/promises'
  import { getPriority } from 'node:os'
  import { lowerPriority } from '${lowerPriority}'
  await readFile('/proc/self/status')
  lowerPriority(7)
  const threads = await readdir('/proc/self/task')
  console.log(JSON.stringify(threads.map((thread) => getPriority(Number(thread)))))`

it.runIf(process.platform === 'linux')('lowers threads that had started before', async () => {
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', program])
  const priorities: unknown = JSON.parse(stdout)
  expect(new Set(priorities as number[])).toEqual(new Set([7]))
})
