import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from './support/app.ts'
import { plainPng } from './support/pictures.ts'
import { soap } from './support/soap.ts'
import { uploaded } from './support/upload.ts'
import { waitFor } from './support/wait-for.ts'

let darkroom: TestApp

beforeAll(async () => {
  darkroom = await startTestApp({ worker: false })
})
afterAll(async () => await darkroom.close())

async function get(path: string): Promise<{ status: number; type: string | null; text: string }> {
  const response = await fetch(`${darkroom.url}${path}`)
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() }
}

describe('health', () => {
  it('/healthz answers as long as the process does', async () => {
    const { status, text } = await get('/healthz')
    expect([status, JSON.parse(text)]).toEqual([200, { status: 'ok' }])
  })

  it('/readyz is 503 without a worker, and 200 while there is one', async () => {
    const without = await get('/readyz')
    expect([without.status, JSON.parse(without.text)]).toEqual([
      503,
      { status: 'not ready', database: true, storage: true, worker: false },
    ])
    const stop = await darkroom.app.startWorker()
    try {
      const ready = await waitFor('the worker', async () => {
        const answer = await get('/readyz')
        return answer.status === 200 && answer
      })
      expect(JSON.parse(ready.text)).toEqual({ status: 'ready', database: true, storage: true, worker: true })
    } finally {
      await stop(5_000)
    }
    await waitFor('the worker to be gone', async () => (await get('/readyz')).status === 503)
  })
})

describe('/metrics', () => {
  it('is the text form of Prometheus, each line a comment or a sample', async () => {
    const { status, type, text } = await get('/metrics')
    expect([status, type]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8'])
    expect(text.endsWith('\n')).toBe(true)
    const odd = text
      .trimEnd()
      .split('\n')
      .filter(
        (line) => !/^(# (HELP|TYPE) \w+ .+|\w+(\{[^}]*\})? -?[\d.e+-]+|\w+(\{[^}]*\})? Nan|)$/.test(line),
      )
    expect(odd).toEqual([])
    expect(text).toContain('process_resident_memory_bytes')
  })

  it('counts requests by route and status, and the work that is open', async () => {
    const { url } = darkroom
    const file = { name: 'a.png', bytes: await plainPng(4, 4, 'red') }
    await uploaded(url, { jobName: 'open', files: [file, { ...file, name: 'b.png' }] })
    await soap(url, { operation: 'getActiveJobs', param: '', password: 'wrong' })
    await fetch(`${url}/is/image/Demo/${'x'.repeat(50)}`)
    await fetch(`${url}/no/such/page`)
    const { text } = await get('/metrics')
    const value = (sample: string) =>
      text
        .split('\n')
        .find((line) => line.startsWith(`${sample} `))
        ?.split(' ')
        .at(-1)
    const requests = (labels: string) => value(`darkroom_http_request_duration_seconds_count{${labels}}`)
    expect(requests('method="POST",route="/scene7/UploadFile",status="200"')).toBe('1')
    expect(requests('method="POST",route="/scene7/services/IpsApiService",status="500"')).toBe('1')
    expect(requests('method="GET",route="/is/image/:root/*",status="404"')).toBe('1')
    expect(requests('method="GET",route="none",status="404"')).toBe('1')
    expect(value('darkroom_open_jobs{state="Running"}')).toBe('1')
    expect(value('darkroom_open_items{state="Waiting"}')).toBe('2')
    expect(value('darkroom_workers')).toBe('0')
    expect(text).not.toMatch(/wrong|xxxxx|no\/such/)
  })
})
