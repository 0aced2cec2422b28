import { PassThrough } from 'node:stream'
import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
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
