import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { waitFor } from '../../test/support/wait-for.ts'
import { WorkerProcesses } from './worker-processes.ts'

describe('a worker that can not be started', () => {
  it.each([
    ['since its program is absent, which spawn tells by an event', '/nowhere/node'],
    ['since spawn throws, as it does without memory', 'no\0de'],
  ])('is tried again, %s, and holds up no stop', async (_, execPath) => {
    const log = new PassThrough()
    const workers = new WorkerProcesses(1, {}, pino(log), execPath)
    let tries = 0
    for await (const line of log) {
      expect(JSON.parse(String(line))).toMatchObject({
        msg: 'a worker could not be started; starting another',
      })
      tries += 1
      if (tries === 2) break
    }
    await workers.stop()
  })

  it('in the moment of a stop holds it up neither', async () => {
    await new WorkerProcesses(1, {}, pino({ level: 'silent' }), '/nowhere/node').stop()
  })
})

it('a worker has the settings of malloc, unless the operator has others', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'darkroom-worker-env-'))
  const seen = join(folder, 'env')
  const program = join(folder, 'program')
  await writeFile(program, `#!/bin/sh\nenv > ${seen}.part && mv ${seen}.part ${seen}; exec sleep 600`, {
    mode: 0o700,
  })
  const env = { PATH: process.env.PATH, MALLOC_TRIM_THRESHOLD_: '4096' }
  const workers = new WorkerProcesses(1, env, pino({ level: 'silent' }), program)
  const text = await waitFor(
    'its environment',
    async () => await readFile(seen, 'utf8').catch(() => undefined),
  )
  await workers.stop()
  await rm(folder, { recursive: true })
  expect(text.split('\n')).toEqual(
    expect.arrayContaining(['MALLOC_ARENA_MAX=1', 'MALLOC_TRIM_THRESHOLD_=4096']),
  )
})
