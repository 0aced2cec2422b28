import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { access, readdir, rename } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'
import { jpeg } from '../support/pictures.ts'
import { type DarkroomProcess, Installation } from '../support/process.ts'
import { jobEnded } from '../support/soap.ts'
import { uploaded } from '../support/upload.ts'
import { waitFor } from '../support/wait-for.ts'

/** A stop has to be over within this time. */
const stopMs = 20_000

async function stopInTime(server: DarkroomProcess, signal: 'SIGTERM' | 'SIGINT'): Promise<void> {
  const begin = performance.now()
  expect(await server.end(signal)).toEqual({ code: 0, signal: null })
  expect(performance.now() - begin).toBeLessThan(stopMs)
}

/** Items of the installation by state. */
async function itemStates(place: Installation): Promise<Record<string, number>> {
  return await place.withDatabase(async (client) => {
    const { rows } = await client.query('select state, count(*)::int from job_item group by state')
    return Object.fromEntries(rows.map((row) => [row.state, row.count]))
  })
}

async function isRunning(place: Installation): Promise<void> {
  await waitFor('an item that runs', async () => ((await itemStates(place)).Running ?? 0) > 0)
}

/** What a stopped installation has left that it should not. */
async function leftOver(place: Installation): Promise<string[]> {
  const names = async (folder: string) => await readdir(join(place.dataFolder, folder))
  const sockets = (await names('postgres')).filter((name) => name.startsWith('.s.PGSQL'))
  const processes = [...(await place.processes()).values()]
  return [...processes, ...sockets, ...(await names('files/staging')), ...(await names('files/work'))]
}

describe.concurrent('a stop', { timeout: 150_000 }, () => {
  const places: Installation[] = []
  afterAll(async () => await Promise.all(places.map((place) => place.remove())))

  async function install(): Promise<Installation> {
    const place = await Installation.make()
    places.push(place)
    return place
  }

  it('by SIGTERM or Ctrl-C while items run loses none, repeats none, and leaves nothing running', async () => {
    const busy = await install()
    const picture = await jpeg(2400, 1800)
    const files = Array.from({ length: 30 }, (_, i) => ({ name: `p${i}.jpg`, bytes: picture }))
    let server = await busy.serve()
    const jobHandle = await uploaded(busy.url, { jobName: 'stop', endJob: true, files })
    await isRunning(busy)
    await stopInTime(server, 'SIGTERM')
    expect(await leftOver(busy)).toEqual([])

    server = await busy.serve()
    await isRunning(busy)
    // Ctrl-C reaches every process of the terminal, and npm passes it on once more.
    server.signalGroup('SIGINT')
    await stopInTime(server, 'SIGINT')
    expect(await leftOver(busy)).toEqual([])

    server = await busy.serve()
    const ended = await jobEnded(busy.url, jobHandle)
    expect(ended.counts).toMatchObject({ success: 30, total: 30, error: 0 })
    const attempts = await busy.withDatabase((client) => client.query('select max(attempt) from job_item'))
    expect(attempts.rows).toEqual([{ max: 1 }])
    await stopInTime(server, 'SIGTERM')
  })

  it('hands back what does not end in time, and closes connections on which nothing comes', async () => {
    const stuck = await install()
    // Reading a pipe that nobody writes to never ends and can not be interrupted, like a very large picture.
    const picture = await jpeg(64, 64)
    const key = createHash('sha256').update(picture).digest('hex')
    const blob = join(stuck.dataFolder, 'files', 'blobs', key.slice(0, 2), key)
    let server = await stuck.serve(['--no-workers'])
    const files = [{ name: 'stuck.jpg', bytes: picture }]
    const jobHandle = await uploaded(stuck.url, { jobName: 'stuck', endJob: true, files })
    await stopInTime(server, 'SIGTERM')
    await rename(blob, `${blob}.kept`)
    await promisify(execFile)('mkfifo', [blob])

    server = await stuck.serve()
    await isRunning(stuck)
    const socket = connect(stuck.port, '127.0.0.1')
    await once(socket, 'connect')
    socket.write(
      'POST /scene7/UploadFile HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n' +
        'content-type: multipart/form-data; boundary=b\r\n\r\n--b\r\n',
    )
    const closed = once(socket, 'close')
    socket.on('error', () => undefined)
    await stopInTime(server, 'SIGTERM')
    await closed
    expect(await leftOver(stuck)).toEqual([])

    await access(`${blob}.kept`)
    await rename(`${blob}.kept`, blob)
    server = await stuck.serve()
    expect((await jobEnded(stuck.url, jobHandle)).counts).toMatchObject({ success: 1, total: 1, error: 0 })
    const attempts = await stuck.withDatabase((client) => client.query('select attempt from job_item'))
    expect(attempts.rows).toEqual([{ attempt: 1 }])
    await stopInTime(server, 'SIGTERM')
  })

  it('of a server does not stop workers that run apart from it, nor theirs the server', async () => {
    const apart = await install()
    const server = await apart.serve(['--no-workers'])
    expect(server.stdout).toContain('darkroom work')
    expect((await fetch(`${apart.url}/readyz`)).status).toBe(503)
    const files = [{ name: 'apart.jpg', bytes: await jpeg(300, 200) }]
    const jobHandle = await uploaded(apart.url, { jobName: 'apart', endJob: true, files })

    const worker = apart.start(['work'])
    await apart.hasWorker()
    expect((await jobEnded(apart.url, jobHandle)).counts.success).toBe(1)
    expect(await worker.end()).toEqual({ code: 0, signal: null })
    expect((await fetch(`${apart.url}/readyz`)).status).toBe(503)

    const other = apart.start(['work'])
    await apart.hasWorker()
    expect(await server.end()).toEqual({ code: 0, signal: null })
    const again = await apart.serve(['--no-workers'])
    await apart.hasWorker()
    const next = await uploaded(apart.url, { jobName: 'next', endJob: true, files })
    expect((await jobEnded(apart.url, next)).counts.update).toBe(1)
    expect(await other.end()).toEqual({ code: 0, signal: null })
    expect(await again.end()).toEqual({ code: 0, signal: null })
    await apart.isQuiet()
  })
})
