import { access, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { describe, expect, it, type TestContext } from 'vitest'
import { holder, holdUp, takeOverMs } from '../support/hold-item.ts'
import { jpeg } from '../support/pictures.ts'
import { type DarkroomProcess, Installation } from '../support/process.ts'
import { jobEnded } from '../support/soap.ts'
import { uploaded } from '../support/upload.ts'
import { seededRandom, Uploader } from '../support/uploader.ts'
import { waitFor } from '../support/wait-for.ts'

/** Decides who is killed when, and what is uploaded. */
const seed = 20_261_120
/** In ms; the time from one kill, and the restart after it, to the next. */
const [shortestLife, longestLife] = [500, 3_000]

/** An item may be in the hands of two that are killed, not of three: then it would count as poison. */
const rounds = ['postgres', 'server', 'worker', 'everything', 'server and workers']

/** Kills a part of a running darkroom, and returns the server that runs afterwards. */
type Kill = (place: Installation, server: DarkroomProcess) => Promise<DarkroomProcess>

const kills: Readonly<Record<string, Kill>> = {
  server: async (place, server) => {
    expect(await server.end('SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' })
    return await restarted(place, { workers: 2 })
  },
  worker: async (place, server) => {
    const [worker] = await waitFor('a worker', async () => (await place.workers()).slice(0, 1))
    if (worker !== undefined) process.kill(worker, 'SIGKILL')
    return server
  },
  postgres: async (place, server) => {
    process.kill(await place.postmaster(), 'SIGKILL')
    // The server has lost its claim on the data folder: it may not go on, and says why.
    expect(await server.exited).toEqual({ code: 1, signal: null })
    expect(
      server.stderr.split('\n').filter((line) => line.includes('the embedded database is gone')),
    ).toHaveLength(1)
    return await restarted(place)
  },
  'server and workers': async (place, server) => {
    server.signalGroup('SIGKILL')
    await server.exited
    return await restarted(place)
  },
  everything: async (place, server) => {
    for (const pid of (await place.processes()).keys()) killIfThere(pid)
    await server.exited
    return await restarted(place)
  },
}

/** What whoever runs the server does when it is gone. */
async function restarted(place: Installation, { workers } = { workers: 1 }): Promise<DarkroomProcess> {
  const env = { DARKROOM_WORKERS: `${workers}` }
  return await place.start(['serve'], { env }).says('darkroom is ready')
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It ended with another one.
  }
}

/** Waits until items that are held up are in the hands of another worker than `former`; their files, and that worker. */
async function inHand(place: Installation, former: number): Promise<{ worker: number; names: string[] }> {
  const query = `
    select payload->>'fileName' as name, split_part(worker, ':', 2)::int as worker from job_item
    where state = 'Running' and payload->>'fileName' in ('neighbour.jpg', 'poison.jpg')`
  const look = async (client: pg.Client) => {
    const rows = (await client.query(query)).rows.filter(({ worker }) => worker !== former)
    return rows.length > 0 && { worker: rows[0].worker, names: rows.map(({ name }) => name) }
  }
  const what = 'an item with another worker'
  return await place.withDatabase(
    async (client) => await waitFor(what, async () => await look(client), takeOverMs),
  )
}

async function done(place: Installation, fileName: string): Promise<void> {
  const query = "select from job_item where payload->>'fileName' = $1 and state = 'Done'"
  await place.withDatabase(
    async (client) =>
      await waitFor(`the end of ${fileName}`, async () => {
        return (await client.query(query, [fileName])).rowCount === 1
      }),
  )
}

/** Takes the installation away when the test has ended. */
async function installed(context: TestContext, made: Promise<Installation>): Promise<Installation> {
  const place = await made
  context.onTestFinished(async () => await place.remove())
  return place
}

describe.concurrent('SIGKILL', { timeout: 150_000 }, () => {
  it('of API, workers and PostgreSQL at random moments: every accepted file is one asset, once', async (context) => {
    const place = await installed(context, Installation.make())
    const random = seededRandom(seed)
    const picture = await jpeg(64, 48)
    // At once, while its workers are still starting: they end by themselves, at any age.
    const young = await restarted(place)
    await young.end('SIGKILL')
    await place.isQuiet()

    let server = await place.serve([], { env: { DARKROOM_WORKERS: '2' } })
    const jobHandles = await Promise.all(
      ['first', 'second', 'third'].map((jobName) => uploaded(place.url, { jobName })),
    )
    const uploaders = jobHandles.map((jobHandle, job) => {
      const own = { name: `u${job}`, random: seededRandom(seed + job) }
      return new Uploader({ url: place.url, jobHandle, jpeg: picture, ...own })
    })
    for (const round of rounds) {
      await sleep(shortestLife + (longestLife - shortestLife) * random())
      server = (await kills[round]?.(place, server)) ?? server
    }
    const filesAccepted = () => uploaders.flatMap((uploader) => uploader.accepted)
    await waitFor('enough files', async () => filesAccepted().length > 50)
    await Promise.all(uploaders.map((uploader) => uploader.stop()))
    await Promise.all(jobHandles.map((jobHandle) => uploaded(place.url, { jobHandle, endJob: true })))
    const jobs = await Promise.all(jobHandles.map((jobHandle) => jobEnded(place.url, jobHandle, 60_000)))

    const accepted = filesAccepted()
    const unknown = uploaders.flatMap((uploader) => uploader.unknown)
    const assets = await place.withDatabase(async (client) => {
      const query = 'select file_name, version, original_key, derived from asset order by id'
      return (await client.query(query)).rows
    })
    const names = assets.map((asset) => asset.file_name)
    expect(names.toSorted()).toEqual([...new Set(names)].toSorted())
    expect(accepted.filter((name) => !names.includes(name))).toEqual([])
    expect(names.filter((name) => !accepted.includes(name) && !unknown.includes(name))).toEqual([])
    expect(assets.filter((asset) => asset.version !== 1)).toEqual([])

    // What the jobs say agrees with it.
    const logged = jobs.flatMap((job) => job.lines.filter((line) => line.type === 'UploadSuccess'))
    expect(logged.map((line) => `${line.assetName}.jpg`).toSorted()).toEqual(names.toSorted())
    const counted = jobs.map(({ counts }) => counts.success)
    expect(counted.reduce((sum, count) => sum + count, 0)).toBe(assets.length)
    expect(jobs.map(({ counts }) => counts.total)).toEqual(counted)
    const open = await place.withDatabase((client) =>
      client.query(
        "select id from job_item where state <> 'Done' union all select id from job where state <> 'Done'",
      ),
    )
    expect(open.rows).toEqual([])

    // Each file is there, and nothing half-written.
    const keys = new Set(assets.flatMap((asset) => [asset.original_key, ...Object.values(asset.derived)]))
    const files = join(place.dataFolder, 'files')
    for (const key of keys) await access(join(files, 'blobs', key.slice(0, 2), key))
    expect(await server.end()).toEqual({ code: 0, signal: null })
    expect(await readdir(join(files, 'staging'))).toEqual([])
    expect(await readdir(join(files, 'work'))).toEqual([])
    expect([...(await place.processes()).values()]).toEqual([])
  })

  it('of a worker: it is replaced, and a poison item fails alone; of the server: its worker ends, and the next server goes on', async (context) => {
    const place = await installed(context, Installation.makeOnTestDatabase())
    const server = await place.serve()
    const [releaseNeighbour, releasePoison] = await Promise.all([
      holdUp(place, 'neighbour'),
      holdUp(place, 'poison'),
    ])
    const bytes = await jpeg(64, 48)
    const files = ['neighbour.jpg', 'poison.jpg', 'good.jpg'].map((name) => ({ name, bytes }))
    const jobHandle = await uploaded(place.url, { jobName: 'killed', endJob: true, files })

    const [killed] = await Promise.all([holder(place, 'neighbour.jpg', 1), holder(place, 'poison.jpg', 1)])
    killIfThere(killed)
    const begin = performance.now()
    await inHand(place, killed)
    expect(performance.now() - begin).toBeLessThan(takeOverMs)
    expect(await place.workers()).toHaveLength(1)

    // From now on each of the two is alone in its worker.
    let last = killed
    for (let turn = 1; turn <= 3; turn++) {
      const { worker, names } = await inHand(place, last)
      expect(names).toHaveLength(1)
      if (names[0] === 'neighbour.jpg') {
        await releaseNeighbour()
        await done(place, 'neighbour.jpg')
      } else {
        killIfThere(worker)
        last = worker
      }
    }
    const ended = await jobEnded(place.url, jobHandle, takeOverMs)
    await releasePoison()
    expect(ended.counts).toEqual({ success: 2, update: 0, duplicate: 0, error: 1, warning: 0, total: 3 })
    expect(ended.lines.filter((line) => line.type === 'UploadError').map((line) => line.message)).toEqual([
      'File poison.jpg was not stored: processing it stopped a worker 3 times; it is not tried again.',
    ])
    const assets = await place.withDatabase((client) => client.query('select name from asset order by name'))
    expect(assets.rows).toEqual([{ name: 'good' }, { name: 'neighbour' }])

    // Of the server, whose worker has an item in hand, and the next server before that worker has ended.
    const release = await holdUp(place, 'slow')
    const slow = [{ name: 'slow.jpg', bytes }]
    const slowJob = await uploaded(place.url, { jobName: 'slow', endJob: true, files: slow })
    await holder(place, 'slow.jpg', 1)
    await server.end('SIGKILL')
    const next = await restarted(place)
    await release()
    const { counts } = await jobEnded(place.url, slowJob, takeOverMs)
    expect(counts).toMatchObject({ success: 1, error: 0, total: 1 })
    await waitFor('one worker', async () => (await place.workers()).length === 1)
    expect(await next.end()).toEqual({ code: 0, signal: null })
    await place.isQuiet()
  })
})
