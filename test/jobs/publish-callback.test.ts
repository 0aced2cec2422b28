import { createHmac } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signatureHeader } from '../../src/core/jobs/sign-callback.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { soap, textOf } from '../support/soap.ts'
import { uploaded } from '../support/upload.ts'
import { waitFor } from '../support/wait-for.ts'
import { publishJob, runJob } from './run-job.ts'

interface Told {
  readonly path: string
  readonly contentType: string | undefined
  readonly signature: string | undefined
  readonly body: string
}

const secret = 'a secret between two'
let darkroom: TestApp
let listener: Server
let base: string
/** What the listener was sent, in its order. */
const told: Told[] = []
/** Statuses of the next answers by path; 200 when there are none left. */
const answers = new Map<string, number[]>()

beforeAll(async () => {
  darkroom = await startTestApp({
    env: { DARKROOM_ALLOW_PRIVATE_URLS: 'true', DARKROOM_CALLBACK_SECRET: secret },
  })
  listener = createServer((request, response) => {
    void text(request).then((body) => {
      const path = request.url ?? ''
      const { 'content-type': contentType, [signatureHeader]: signature } = request.headers
      told.push({ path, contentType, signature: signature?.toString(), body })
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
    const [, time = '', mac] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(calls[0]?.signature ?? '') ?? []
    expect(Math.abs(Number(time) - Date.now() / 1000)).toBeLessThan(60)
    expect(mac).toBe(createHmac('sha256', secret).update(`${time}.${calls[0]?.body}`).digest('hex'))
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

describe('postHttpUrl', () => {
  it('is told the counts of the files, and that a synchronisation is complete', async () => {
    const { body } = await soap(darkroom.url, {
      operation: 'submitJob',
      namespace: 'http://www.scene7.com/IpsApi/xsd/2021-04-26-beta',
      param:
        '<companyHandle>c|1</companyHandle><jobName>counted</jobName><uploadUrlsJob>' +
        `<urlArray><items><sourceUrl>${base}/none</sourceUrl><destPath>a.png</destPath></items></urlArray>` +
        '<overwrite>true</overwrite><readyForPublish>true</readyForPublish>' +
        '<synchronizationComplete>true</synchronizationComplete><createMask>false</createMask>' +
        `<emailSetting>None</emailSetting><postHttpUrl>${base}/counts</postHttpUrl></uploadUrlsJob>`,
    })
    expect(textOf(body, 'jobHandle')).toBe('j|1|counted||')
    answers.set('/none', [404])
    await waitFor('the call', async () => callsOf('/counts').length > 0)
    expect(JSON.parse(callsOf('/counts')[0]?.body ?? '')).toMatchObject({
      status: 'done',
      fileErrorCount: 1,
      fileSuccessCount: 0,
      totalFileCount: 1,
      synchronizationComplete: true,
    })
  })

  it('is told of a job that was stopped', async () => {
    const jobHandle = await uploaded(darkroom.url, {
      jobName: 'to be stopped',
      options: `<postHttpUrl>${base}/stopped</postHttpUrl>`,
    })
    await soap(darkroom.url, {
      operation: 'stopJob',
      param: `<companyHandle>c|1</companyHandle><jobHandle>${jobHandle}</jobHandle>`,
    })
    await waitFor('the call', async () => callsOf('/stopped').length > 0)
    const result: unknown = JSON.parse(callsOf('/stopped')[0]?.body ?? '')
    expect(result).toMatchObject({ status: 'stopped', jobHandle })
    expect(result).not.toHaveProperty('synchronizationComplete')
  })
})
