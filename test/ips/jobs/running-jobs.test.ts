import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { endStopGrace } from '../../../src/core/jobs/stop-job.ts'
import type { XmlElement } from '../../../src/soap/xml.ts'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { plainPng } from '../../support/pictures.ts'
import { elements, jobEnded, textOf } from '../../support/soap.ts'
import { uploaded } from '../../support/upload.ts'
import { waitFor } from '../../support/wait-for.ts'
import { answer, jobParam, outcome, submitted } from './call.ts'

let darkroom: TestApp
let picture: Buffer
let releases: (() => Promise<void>)[] = []
let stopWorker: ((graceMs: number) => Promise<void>) | undefined

beforeAll(async () => {
  // Two lanes that wait and two locks that they wait for have a connection each, and requests need some too.
  darkroom = await startTestApp({ worker: false, env: { DARKROOM_LANES: '2' } })
  picture = await plainPng(20, 10, 'green')
})
afterEach(async () => {
  for (const release of releases) await release()
  releases = []
  await stopWorker?.(5_000)
  stopWorker = undefined
})
afterAll(async () => await darkroom.close())

async function work(): Promise<void> {
  stopWorker ??= await darkroom.app.startWorker()
}

/** Makes each worker wait that comes to store an asset of this name: what slow work looks like from outside. */
async function holdUp(assetName: string): Promise<() => Promise<void>> {
  const client = await darkroom.app.database.pool.connect()
  await client.query('select pg_advisory_lock(1, hashtext($1))', [assetName])
  let held = true
  const release = async () => {
    if (!held) return
    held = false
    await client.query('select pg_advisory_unlock(1, hashtext($1))', [assetName])
    client.release()
  }
  releases.push(release)
  return release
}

async function uploadJob(jobName: string, names: readonly string[], endJob = true): Promise<string> {
  const files = names.map((name) => ({ name: `${name}.png`, bytes: picture }))
  return await uploaded(darkroom.url, { jobName, files, endJob })
}

/** A job whose only file, a duplicate, is in the hands of a worker. The returned function stops the worker, so that the file is handed back. */
async function takenInHand(name: string): Promise<{ handle: string; handBack: () => Promise<void> }> {
  await work()
  await jobEnded(darkroom.url, await uploadJob(`${name} before`, [name]))
  const client = await darkroom.app.database.pool.connect()
  let held = true
  const release = async () => {
    if (!held) return
    held = false
    await client.query('rollback')
    client.release()
  }
  releases.push(release)
  // The look for a duplicate waits for this, and can be broken off.
  await client.query('begin')
  await client.query('select from asset where name = $1 for update', [name])
  const files = [{ name: `${name}.png`, bytes: picture }]
  const handle = await uploaded(darkroom.url, { jobName: name, files, endJob: true, overwrite: false })
  await waitFor('the file in hand', async () => (await facts(handle, 'numProcessing'))[0] === '1')
  const handBack = async () => {
    await stopWorker?.(0)
    stopWorker = undefined
    await release()
  }
  return { handle, handBack }
}

/** Waits until no worker will be given an item of a job any more. */
async function isOffTheQueue(jobHandle: string): Promise<void> {
  const jobId = Number(jobHandle.split('|').at(-1))
  await waitFor('the end of its message', async () => {
    const { rows } = await darkroom.app.database.pool.query(
      `select from queue.job join job_item on job_item.id = (queue.job.data->>'itemId')::bigint
      where queue.job.name = 'item' and queue.job.state < 'completed' and job_item.job_id = $1`,
      [jobId],
    )
    return rows.length === 0
  })
}

async function active(jobHandle: string): Promise<XmlElement | undefined> {
  const body = await answer(darkroom.url, {
    operation: 'getActiveJobs',
    param: `<jobHandle>${jobHandle}</jobHandle><includeWaitingJobs>true</includeWaitingJobs>`,
    namespace: 'http://www.scene7.com/IpsApi/xsd/2021-04-26-beta',
  })
  return elements(body, 'jobArray')[0]?.children[0]
}

async function facts(jobHandle: string, ...names: string[]) {
  const job = await active(jobHandle)
  return names.map((name) => job && textOf(job, name))
}

async function act(operation: string, handle: string) {
  const { code, reason } = await outcome(darkroom.url, { operation, param: jobParam(handle) })
  return { code, reason }
}

const good = { code: undefined, reason: '' }

describe('getActiveJobs', () => {
  it('names the files that are in hand', async () => {
    await holdUp('slow1')
    await holdUp('slow2')
    const handle = await uploadJob('names', ['slow1', 'slow2', 'quick'])
    await work()
    const job = await waitFor('two files in hand', async () => {
      const found = await active(handle)
      return found && textOf(found, 'numProcessing') === '2' && found
    })
    const items = elements(job, 'taskItemProgressArray')[0]?.children ?? []
    expect(items.map((item) => textOf(item, 'itemName')).toSorted()).toEqual(['slow1.png', 'slow2.png'])
    expect(items.map((item) => textOf(item, 'progress'))).toEqual(['0.0', '0.0'])
    expect(await facts(handle, 'numPending', 'numProcessed', 'state', 'taskState')).toEqual([
      '1',
      '0',
      'Running',
      'Processing',
    ])
    for (const release of releases) await release()
    await jobEnded(darkroom.url, handle)
  })

  it('shows a job that waits to start as such', async () => {
    const handle = await submitted(darkroom.url, { jobName: 'queue' })
    expect(await facts(handle, 'state', 'taskState', 'progress')).toEqual(['WaitingCoordinator', 'New', '0'])
    await work()
    await jobEnded(darkroom.url, handle)
    expect(await active(handle)).toBeUndefined()
  })
})

describe('pauseJob and resumeJob', () => {
  it('let the file in hand end and begin no other, until the job goes on', async () => {
    const release = await holdUp('p1')
    await holdUp('p2')
    const handle = await uploadJob('pause', ['p1', 'p2', 'p3', 'p4'])
    await work()
    await waitFor('two files in hand', async () => (await facts(handle, 'numProcessing'))[0] === '2')
    expect(await act('pauseJob', handle)).toEqual(good)
    expect(await act('pauseJob', handle), 'twice').toEqual(good)
    await release()
    await waitFor('the end of one', async () => (await facts(handle, 'numProcessed'))[0] === '1')
    expect(await facts(handle, 'state', 'progressMessage', 'numProcessing', 'numPending')).toEqual([
      'WaitingCoordinator',
      '1 of 4 files, paused',
      '1',
      '2',
    ])
    // The lane that is free takes what there is: another job's file, and none of this one.
    await jobEnded(darkroom.url, await uploadJob('beside', ['b1']))
    expect(await facts(handle, 'numProcessed', 'numPending')).toEqual(['1', '2'])

    for (const one of releases) await one()
    expect(await act('resumeJob', handle)).toEqual(good)
    expect((await jobEnded(darkroom.url, handle)).counts).toMatchObject({ success: 4, total: 4 })
  })

  it('hold files back that come to an open job', async () => {
    const handle = await uploadJob('open', ['o1'], false)
    await work()
    await waitFor('the first file', async () => (await facts(handle, 'state'))[0] === 'WaitingClient')
    expect(await act('pauseJob', handle)).toEqual(good)
    await uploaded(darkroom.url, { jobHandle: handle, files: [{ name: 'o2.png', bytes: picture }] })
    await jobEnded(darkroom.url, await uploadJob('beside', ['b2']))
    expect(await facts(handle, 'numProcessed', 'numPending')).toEqual(['1', '1'])
    expect(await act('resumeJob', handle)).toEqual(good)
    await uploaded(darkroom.url, { jobHandle: handle, endJob: true })
    expect((await jobEnded(darkroom.url, handle)).counts).toMatchObject({ success: 2, total: 2 })
  })

  it('hold a file back that comes back from a worker which had to stop', async () => {
    const { handle, handBack } = await takenInHand('h1')
    expect(await act('pauseJob', handle)).toEqual(good)
    await handBack()
    await work()
    await isOffTheQueue(handle)
    expect(await facts(handle, 'numProcessed', 'numProcessing', 'numPending')).toEqual(['0', '0', '1'])
    expect(await act('resumeJob', handle)).toEqual(good)
    expect((await jobEnded(darkroom.url, handle)).counts).toMatchObject({ duplicate: 1, total: 1 })
  })

  it('hold a job back that waits to start', async () => {
    const handle = await submitted(darkroom.url, { jobName: 'held' })
    expect(await act('pauseJob', handle)).toEqual(good)
    await work()
    await jobEnded(darkroom.url, await submitted(darkroom.url, { jobName: 'beside' }))
    expect(await facts(handle, 'state')).toEqual(['WaitingCoordinator'])
    expect(await act('resumeJob', handle)).toEqual(good)
    await jobEnded(darkroom.url, handle)
    const runs = await darkroom.app.db
      .selectFrom('job')
      .where('original_name', '=', 'held')
      .select('id')
      .execute()
    expect(runs).toHaveLength(1)
  })
})

describe('stopJob', () => {
  it('ends a job within ten seconds, tells what was not done, and takes no further files', async () => {
    await holdUp('s1')
    await holdUp('s2')
    const handle = await uploadJob('stop', ['s1', 's2', 's3', 's4'], false)
    await work()
    await waitFor('two files in hand', async () => (await facts(handle, 'numProcessing'))[0] === '2')
    const start = Date.now()
    expect(await act('stopJob', handle)).toEqual(good)
    expect(await facts(handle, 'state', 'taskState', 'numProcessed')).toEqual(['Stopping', 'Stopping', '2'])
    const { counts, lines } = await jobEnded(darkroom.url, handle)
    expect(Date.now() - start).toBeLessThan(10_000)
    expect(counts).toMatchObject({ success: 0, total: 4 })
    const cancelled = lines.filter(({ type }) => type === 'FileCancel').map(({ message }) => message)
    expect(cancelled[0]).toContain('admin@localhost')
    for (const name of ['s1.png', 's2.png', 's3.png', 's4.png'])
      expect(cancelled.filter((message) => message.includes(name))).toHaveLength(1)
    await expect(
      uploaded(darkroom.url, { jobHandle: handle, files: [{ name: 's5.png', bytes: picture }] }),
    ).rejects.toThrow('has ended')
  })

  it('keeps files from being begun again that come back from a worker which had to stop', async () => {
    const { handle, handBack } = await takenInHand('g1')
    expect(await act('stopJob', handle)).toEqual(good)
    await handBack()
    await work()
    await isOffTheQueue(handle)
    expect(await facts(handle, 'state', 'numProcessed', 'numPending')).toEqual(['Stopping', '0', '1'])
    await endStopGrace(darkroom.app.engine, Number(handle.split('|').at(-1)))
    const { counts, lines } = await jobEnded(darkroom.url, handle)
    expect(counts).toMatchObject({ duplicate: 0, total: 1 })
    expect(lines.some(({ type, message }) => type === 'FileCancel' && message.includes('g1.png'))).toBe(true)
  })

  it('breaks the last step of a job off, and nothing of it is there', async () => {
    const { pool, db } = darkroom.app.database
    await work()
    await jobEnded(darkroom.url, await uploadJob('to publish', ['pub']))
    const client = await pool.connect()
    try {
      // Publish jobs of one company and context wait for each other.
      await client.query('begin')
      await client.query("select pg_advisory_xact_lock(1, hashtext('publish ImageServing'))")
      const waits = async () => {
        const { rows } = await client.query(
          "select from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())",
        )
        return rows.length > 0
      }
      const handle = await submitted(darkroom.url, { jobName: 'publish' })
      await waitFor('the publish at work', waits)
      const start = Date.now()
      expect(await act('stopJob', handle)).toEqual(good)
      expect(await act('stopJob', handle), 'twice').toEqual(good)
      const { counts, lines } = await jobEnded(darkroom.url, handle)
      expect(Date.now() - start).toBeLessThan(10_000)
      expect(counts).toMatchObject({ success: 0, total: 0 })
      expect(lines.filter(({ type }) => type === 'FileCancel').map(({ message }) => message)).toEqual([
        'The job was stopped by admin@localhost.',
        'Nothing was published, because the job was stopped.',
      ])
      await waitFor('the end of the work', async () => !(await waits()))
    } finally {
      await client.query('rollback')
      client.release()
    }
    const published = () =>
      db.selectFrom('catalogue_entry').select('name').where('name', '=', 'pub').execute()
    expect(await published()).toEqual([])
    await jobEnded(darkroom.url, await submitted(darkroom.url, { jobName: 'publish' }))
    expect(await published()).toHaveLength(1)
  })

  it('and deleteJob have a fault for a job of which nothing is left to stop', async () => {
    const { db } = darkroom.app
    const job =
      '<exportJob><assetHandleArray><items>a|1</items></assetHandleArray><fmt>orig</fmt><emailSetting>None</emailSetting></exportJob>'
    const handle = await submitted(darkroom.url, { jobName: 'nearly over', job })
    const theJob = db.updateTable('job').where('original_name', '=', 'nearly over')
    // A kind without a last step; its end has not been written yet.
    await theJob.set({ kind: 'optimizeImagesJob', state: 'Finishing', closed: true }).execute()
    const reason = `jobHandle: '${handle}' is about to end and can not be stopped.`
    for (const operation of ['stopJob', 'deleteJob'])
      expect(await act(operation, handle)).toEqual({ code: '30000', reason })
    await theJob.set({ state: 'Done' }).execute()
  })

  it('and its like have a fault for a job that has ended', async () => {
    await work()
    const handle = await uploadJob('over', ['e1'])
    await jobEnded(darkroom.url, handle)
    for (const operation of ['stopJob', 'pauseJob', 'resumeJob', 'deleteJob', 'executeJob'])
      expect([operation, await act(operation, handle)]).toEqual([
        operation,
        { code: '30000', reason: `jobHandle: '${handle}' has ended.` },
      ])
  })
})

describe('the handle of a scheduled job', () => {
  const runStates = async () => {
    const jobs = await darkroom.app.db
      .selectFrom('job')
      .select(['state', 'paused', 'stopped'])
      .where('original_name', '=', 'yearly')
      .orderBy('id')
      .execute()
    return jobs.map(({ state, paused, stopped }) => (paused ? 'paused' : stopped ? 'stopped' : state))
  }
  const triggerState = async (jobHandle: string) => {
    const body = await answer(darkroom.url, { operation: 'getScheduledJobs', param: jobParam(jobHandle) })
    return textOf(body, 'triggerState')
  }

  it('means the schedule and its runs', async () => {
    await submitted(darkroom.url, { jobName: 'yearly' })
    const handle = await submitted(darkroom.url, { jobName: 'yearly', execSchedule: '0 0 12 1 1 ? 2090' })
    await act('executeJob', handle)
    expect(await act('pauseJob', handle)).toEqual(good)
    expect([await triggerState(handle), await runStates()]).toEqual(['Paused', ['Waiting', 'paused']])
    expect(await act('resumeJob', handle)).toEqual(good)
    expect([await triggerState(handle), await runStates()]).toEqual(['Normal', ['Waiting', 'Waiting']])
    expect(await act('stopJob', handle)).toEqual(good)
    expect([await triggerState(handle), await runStates()]).toEqual(['Normal', ['Waiting', 'stopped']])
    await act('executeJob', handle)
    expect(await act('deleteJob', handle)).toEqual(good)
    expect([await triggerState(handle), await runStates()]).toEqual([
      undefined,
      ['Waiting', 'stopped', 'stopped'],
    ])
    await work()
    await jobEnded(darkroom.url, handle)
  })
})

describe('deleteJob', () => {
  it('stops a job that runs or waits, and keeps its log', async () => {
    await uploadJob('deleted', ['d1', 'd2'])
    const handle = await submitted(darkroom.url, { jobName: 'waits' })
    expect(await act('deleteJob', 'j|1|deleted||')).toEqual(good)
    expect(await act('deleteJob', handle)).toEqual(good)
    await work()
    expect((await jobEnded(darkroom.url, 'j|1|deleted||')).counts).toMatchObject({ success: 0, total: 2 })
    expect((await jobEnded(darkroom.url, handle)).lines.map(({ type }) => type)).toContain('FileCancel')
  })
})

it('executeJob runs scheduled jobs only', async () => {
  await uploadJob('upload', ['x1'])
  const { code, reason } = await act('executeJob', 'j|1|upload||')
  expect([code, reason]).toEqual(['30000', "jobHandle: 'j|1|upload||' is not scheduled."])
  await work()
})
