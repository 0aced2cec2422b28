import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { soap, textOf } from '../support/soap.ts'
import { waitFor } from '../support/wait-for.ts'
import { publishJob, runJob } from './run-job.ts'

interface Told {
  readonly path: string
  readonly contentType: string | undefined
  readonly body: string
}

let darkroom: TestApp
let listener: Server
let base: string
/** What the listener was sent, in its order. */
const told: Told[] = []
/** Statuses of the next answers by path; 200 when there are none left. */
const answers = new Map<string, number[]>()

beforeAll(async () => {
  darkroom = await startTestApp({ env: { DARKROOM_ALLOW_PRIVATE_URLS: 'true' } })
  listener = createServer((request, response) => {
    void text(request).then((body) => {
      const path = request.url ?? ''
      told.push({ path, contentType: request.headers['content-type'], body })
      response.writeHead(answers.get(path)?.shift() ?? 200).end()
    })
  })
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(listener.address() as AddressInfo).port}`
})
afterAll(async () => {
  await darkroom.close()
  listener.close()
})

const job = (path: string) =>
  publishJob('videoPublishJob', `<httpCompletionUrl>${base}${path}</httpCompletionUrl>`)

const callsOf = (path: string) => told.filter((call) => call.path === path)

describe('httpCompletionUrl', () => {
  it('is told once that the job ended, and again after a 503', async () => {
    answers.set('/later?token=1', [503, 503])
    await runJob(darkroom.url, job('/later?token=1'))
    const calls = await waitFor('three calls', async () => {
      const made = callsOf('/later?token=1')
      return made.length >= 3 && made
    })
    expect(new Set(calls.map(({ body }) => body)).size).toBe(1)
    expect(calls[0]?.contentType).toBe('application/json')
    const result: unknown = JSON.parse(calls[0]?.body ?? '')
    expect(result).toMatchObject({
      jobHandle: expect.stringMatching(/^j\|1\|\|test_.*\|\d+$/),
      originalName: 'test',
      status: 'done',
      totalFileCount: 0,
    })

    // A later job's call comes after whatever the first one would still send.
    await runJob(darkroom.url, job('/next'))
    await waitFor('the next call', async () => callsOf('/next').length > 0)
    expect(callsOf('/later?token=1')).toHaveLength(3)
  })

  it('that refuses for good is a warning in the log, without the secrets of the URL', async () => {
    answers.set('/never?token=secret', [404])
    await runJob(darkroom.url, job('/never?token=secret'))
    const reply = await waitFor('the warning', async () => {
      const { text: log, body } = await soap(darkroom.url, {
        operation: 'getJobLogDetails',
        param: '<companyHandle>c|1</companyHandle><jobHandle>j|1|test||</jobHandle>',
      })
      return textOf(body, 'fatalError') !== undefined && log.includes('could not be told') && log
    })
    expect(reply).toContain('it answered 404')
    expect(reply).not.toContain('secret')
    expect(callsOf('/never?token=secret')).toHaveLength(1)
  })

  it('that is empty is none', async () => {
    const before = told.length
    await runJob(darkroom.url, publishJob('videoPublishJob', '<httpCompletionUrl/>'))
    await runJob(darkroom.url, job('/after-empty'))
    await waitFor('the call of the job after it', async () => callsOf('/after-empty').length > 0)
    expect(told.slice(before).map(({ path }) => path)).toEqual(['/after-empty'])
  })
})
