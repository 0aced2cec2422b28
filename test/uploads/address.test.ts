import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { jobEnded } from '../support/soap.ts'
import { authPart, type FormReply, faultIn, filePart, handleIn, paramsPart, postForm } from './form.ts'
import { traces } from './state.ts'

let behindProxy: TestApp

beforeAll(async () => {
  behindProxy = await startTestApp({ env: { DARKROOM_TRUST_PROXY: 'true' } })
})
afterAll(async () => await behindProxy.close())

async function post(address: string, upload: Parameters<typeof paramsPart>[0]): Promise<FormReply> {
  const parts = [authPart(), paramsPart(upload), filePart('a.txt', 'words')]
  return await postForm(behindProxy.url, parts, { 'x-forwarded-for': address })
}

describe('the POSTs of a job', () => {
  it('come from one address', async () => {
    const jobHandle = handleIn(await post('192.0.2.7', { jobName: 'one address' }))
    expect(handleIn(await post('192.0.2.7', { jobHandle, endJob: true }))).toBe(jobHandle)
    expect((await jobEnded(behindProxy.url, jobHandle)).counts.total).toBe(2)
  })

  it('are refused from another address, and the job stays as it was', async () => {
    const jobHandle = handleIn(await post('192.0.2.7', { jobName: 'two addresses' }))
    const before = await traces(behindProxy)
    const reply = await post('192.0.2.8', { jobHandle, endJob: true })
    expect(reply.status).toBe(500)
    expect(faultIn(reply.text)).toMatchObject({
      name: 'authorizationFault',
      code: '20003',
      reason: expect.stringContaining('address'),
    })
    expect(await traces(behindProxy)).toEqual(before)
    expect(handleIn(await post('192.0.2.7', { jobHandle, endJob: true }))).toBe(jobHandle)
  })
})
