import { withDarkroom } from './support/darkroom.ts'
import { IpsClient } from './support/ips-client.ts'
import { print, printRatio } from './support/report.ts'
import { withSql } from './support/sql.ts'
import { percentile } from './support/statistics.ts'
import { inWorkFolder } from './support/work-folder.ts'

const rounds = 3
const small = 10_000
const large = 100_000
const changedShare = 0.01
const pauseMs = 5
/** So many requests before anything is measured. */
const warmUps = 200

interface Times {
  /** Seconds of a Full publish of everything, published before. */
  readonly full: number
  readonly incremental: number
  /** p95 in milliseconds of a look into the catalogue: on an idle server, and while the Full publish runs. */
  readonly idle: number
  readonly busy: number
}

/** How long a publish of 10,000 and of 100,000 assets takes, and what delivery is like meanwhile. */
export async function publish(): Promise<void> {
  const growth: number[] = []
  const incrementalGrowth: number[] = []
  const slowdown: number[] = []
  for (let round = 0; round < rounds; round++) {
    const few = await measure(small)
    const many = await measure(large)
    growth.push(many.full / few.full)
    incrementalGrowth.push(many.incremental / few.incremental)
    slowdown.push(many.busy / many.idle)
  }
  printRatio('Full, 100,000 / 10,000 assets', growth, 'linear is 10')
  printRatio('Incremental, 100,000 / 10,000 assets', incrementalGrowth, 'linear is 10')
  printRatio('p95 of req=exists, while publishing / idle', slowdown)
}

async function measure(assets: number): Promise<Times> {
  return await inWorkFolder(async (data) =>
    withDarkroom(data, async ({ url }) => {
      await withSql(data, async (sql) => {
        await sql.query(insertAssets, [assets])
      })
      const client = new IpsClient(url, 2)
      const first = await publishSeconds(client, 'Full')
      await existsTimes(url, warmUps)
      const idle = percentile(await existsTimes(url, warmUps), 0.95)
      const running = new AbortController()
      const looking = existsTimes(url, Number.POSITIVE_INFINITY, running.signal)
      const full = await publishSeconds(client, 'Full')
      running.abort()
      const busy = percentile(await looking, 0.95)
      await withSql(data, async (sql) => {
        await sql.query(changeAssets, [Math.round(1 / changedShare)])
      })
      const incremental = await publishSeconds(client, 'Incremental')
      client.close()
      print(`${assets} assets, Full, the first time`, first, 's')
      print(`${assets} assets, Full, again`, full, 's')
      print(`${assets} assets, Incremental, 1 % changed`, incremental, 's')
      print('req=exists on the idle server, p95', idle, 'ms')
      print('req=exists during the Full publish, p95', busy, 'ms')
      return { full, incremental, idle, busy }
    }),
  )
}

async function publishSeconds(client: IpsClient, publishType: string): Promise<number> {
  const begin = Date.now()
  const reply = await client.call(
    'submitJob',
    `<jobName>publish ${publishType}</jobName><imageServingPublishJob><publishType>${publishType}</publishType>` +
      '<emailSetting>None</emailSetting></imageServingPublishJob>',
  )
  const handle = /<jobHandle>(.*?)<\/jobHandle>/.exec(reply)?.[1] ?? ''
  return ((await client.jobEnded(handle)).at - begin) / 1000
}

/** Times of requests one after the other, in milliseconds: `count`, or until the signal. */
async function existsTimes(url: string, count: number, signal?: AbortSignal): Promise<number[]> {
  const times: number[] = []
  while (times.length < count && signal?.aborted !== true) {
    const begin = performance.now()
    const answer = await fetch(`${url}/is/image/Demo/picture-${(times.length * 37) % small}?req=exists`)
    if (!(await answer.text()).includes('catalogRecord.exists=1')) throw new Error('a picture is missing')
    times.push(performance.now() - begin)
    await new Promise((next) => setTimeout(next, pauseMs))
  }
  return times
}

/** Pictures in folders of a thousand, as uploads leave them, without their files. */
const insertAssets = `
  with numbers as (select generate_series(0, $1::integer - 1) as n),
  folders as (
    insert into folder (company_id, path)
    select 1, 'Demo/folder-' || n || '/' from generate_series(0, ($1::integer - 1) / 1000) as n
    returning id, path
  )
  insert into asset (
    company_id, folder_id, name, file_name, type, served_as, ready_for_publish, original_key, size, mime_type, image,
    derived, metadata, created_by, modified_by)
  select 1, folders.id, 'picture-' || n, 'picture-' || n || '.jpg', 'Image', 'image', true,
    encode(sha256(n::text::bytea), 'hex'), 4000000, 'image/jpeg',
    '{"width": 4000, "height": 3000, "resolution": 300, "colorSpace": "srgb", "bitsPerChannel": 8, "channels": 3,
      "hasAlpha": false, "pages": 1, "format": "jpeg"}',
    jsonb_build_object('pyramid', encode(sha256(('p' || n)::bytea), 'hex')),
    jsonb_build_object('dc:title', 'Picture ' || n, 'dc:creator', 'Photographer'), 1, 1
  from numbers join folders on folders.path = 'Demo/folder-' || n / 1000 || '/'`

const changeAssets = 'update asset set version = version + 1, modified_at = now() where id % $1 = 0'
