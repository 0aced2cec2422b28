import { adminPassword, adminUser, type Darkroom, withDarkroom } from './support/darkroom.ts'
import { peakMemory } from './support/peak-memory.ts'
import { print, printRatio } from './support/report.ts'
import { withSql } from './support/sql.ts'
import { median, percentile } from './support/statistics.ts'
import { storeTopics } from './support/stored-topics.ts'
import { inWorkFolder } from './support/work-folder.ts'

const topics = Number(process.env.BENCH_TOPICS ?? 100_000)
const stops = 20
const farLine = 5_000_000
const pages = 200
const pauseMs = 10
const base = '/bin/guides/v1/assets/process'

interface Status {
  readonly status: string
  readonly triggeredCount: number
  readonly startedAt: number
  readonly completedAt: number
}

/** The bulk processing API: status while 100,000 topics run, cancel and resume, and pages of a long log. */
export async function guides(): Promise<void> {
  await inWorkFolder(async (data) =>
    withDarkroom(data, async (darkroom) => {
      await withSql(data, async (client) => await storeTopics(data, client, topics))
      const call = caller(darkroom)
      await run(darkroom, call)
      await stopAndGo(call)
      await paging(data, call)
    }),
  )
}

async function run({ pid }: Darkroom, call: Call): Promise<void> {
  const id = await start(call)
  const times: number[] = []
  for (let status = await call<Status>(`/status?processingId=${id}`); isActive(status); ) {
    const begin = performance.now()
    status = await call<Status>(`/status?processingId=${id}`)
    times.push(performance.now() - begin)
    await pause()
  }
  const ended = await call<Status>(`/status?processingId=${id}`)
  if (ended.status !== 'SUCCESS') throw new Error(JSON.stringify(ended))
  const seconds = (ended.completedAt - ended.startedAt) / 1000
  print('whole run', ended.triggeredCount / seconds, 'topics/s')
  print(`status while it runs (${times.length} calls), p95`, percentile(times, 0.95), 'ms, target under 50')
  print('most memory of the HTTP process', (await peakMemory(pid)) ?? 0, 'MB')
}

async function stopAndGo(call: Call): Promise<void> {
  let id = await start(call)
  const stopped: number[] = []
  const running: number[] = []
  for (let i = 0; i < stops; i++) {
    const before = await call<Status>(`/status?processingId=${id}`)
    // Something is to be in hand, and enough to be left.
    if (before.triggeredCount > topics / 2) {
      await call('/cancel', { processingId: id })
      id = await start(call)
      await until(call, id, (status) => status.triggeredCount > 0)
    } else await until(call, id, (status) => status.triggeredCount > before.triggeredCount)
    stopped.push(
      await timed(async () => {
        await call('/cancel', { processingId: id })
        await until(call, id, (status) => status.status === 'CANCELLED')
      }),
    )
    running.push(
      await timed(async () => {
        await call('/resume', { processingId: id })
        await until(call, id, (status) => status.status === 'RUNNING')
      }),
    )
  }
  await call('/cancel', { processingId: id })
  await until(call, id, (status) => status.status === 'CANCELLED')
  print(`cancel to stopped (${stops} runs), p95`, percentile(stopped, 0.95), 'ms, target under 10,000')
  print(`resume to running (${stops} runs), p95`, percentile(running, 0.95), 'ms')
}

async function paging(data: string, call: Call): Promise<void> {
  const id = await start(call)
  await call('/cancel', { processingId: id })
  await until(call, id, (status) => status.status === 'CANCELLED')
  await withSql(data, async (client) => {
    await client.query('delete from processing_log where processing_id = $1', [id])
    await client.query(
      `insert into processing_log (processing_id, first_line, lines)
       select $1, first, array(select '2026-01-01T00:00:00.000Z INFO line ' || first + i from generate_series(0, 199) as i)
       from generate_series(0, $2::bigint, 200) as first`,
      [id, farLine + 100_000],
    )
    await client.query('update processing set log_lines = $2 where id = $1', [id, farLine + 100_200])
    await client.query('analyze processing_log')
  })
  const read = async (offset: number) =>
    await timed(async () => await call(`/logs?processingId=${id}&offset=${offset}&limit=100`))
  const near: number[] = []
  const far: number[] = []
  for (let i = -20; i < pages; i++) {
    const [first, last] = [await read(i < 0 ? 0 : i * 100), await read(farLine + Math.max(i, 0) * 100)]
    if (i < 0) continue
    near.push(first)
    far.push(last)
  }
  print('100 lines of the log from line 0 on', median(near), 'ms')
  print(`100 lines from line ${farLine} on`, median(far), 'ms')
  printRatio('a page at line 5,000,000 / at line 0', [median(far) / median(near)], 'at most 2')
}

type Call = <T>(path: string, body?: object) => Promise<T>

function caller({ url }: Darkroom): Call {
  const authorization = `Basic ${Buffer.from(`${adminUser}:${adminPassword}`).toString('base64')}`
  return async (path, body) => {
    const answer = await fetch(url + base + path, {
      method: body ? 'POST' : 'GET',
      headers: { authorization, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    })
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as never
  }
}

async function start(call: Call): Promise<string> {
  const wanted = { path: '/content/dam/Demo/bench', type: 'ASSET_PROCESSING' }
  const { processingId } = await call<{ processingId: string }>('', wanted)
  return processingId
}

async function until(call: Call, id: string, holds: (status: Status) => boolean): Promise<void> {
  while (!holds(await call<Status>(`/status?processingId=${id}`))) await pause()
}

function isActive({ status }: Status): boolean {
  return status === 'WAITING' || status === 'RUNNING'
}

async function timed(task: () => Promise<unknown>): Promise<number> {
  const begin = performance.now()
  await task()
  return performance.now() - begin
}

async function pause(): Promise<void> {
  await new Promise((next) => setTimeout(next, pauseMs))
}
