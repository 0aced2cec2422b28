import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'

const run = promisify(execFile)
const batchScheduling = new URL('batch-scheduling.ts', import.meta.url)
/** SCHED_BATCH, in the 41st field of /proc/<thread>/stat. */
const batchPolicy = 3

/** Begins with file access, for which Node starts threads; tells the scheduling policies of all that run in the end. */
const program = `
  import { readdirSync, readFileSync } from 'node:fs'
  import { readFile } from 'node:fs/promises'
  import { scheduleAsBatch } from '${batchScheduling}'
  await readFile('/proc/self/status')
  await scheduleAsBatch()
  const stats = readdirSync('/proc/self/task').map((thread) => readFileSync('/proc/self/task/' + thread + '/stat', 'utf8'))
  console.log(JSON.stringify(stats.map((stat) => Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[38]))))`

const policies = async (env: NodeJS.ProcessEnv) => {
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', program], { env })
  const told: unknown = JSON.parse(stdout)
  return new Set(told as number[])
}

describe.runIf(process.platform === 'linux')('a process that computes', () => {
  it('has all its threads wait for their turn, also those that had started before', async () => {
    expect(await policies(process.env)).toEqual(new Set([batchPolicy]))
  })

  it('goes on as it is without chrt', async () => {
    expect(await policies({ PATH: '/nowhere' })).toEqual(new Set([0]))
  })
})
