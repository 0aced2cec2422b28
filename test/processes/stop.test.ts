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
import { jobEnded, soap } from '../support/soap.ts'
import { uploaded } from '../support/upload.ts'
import { waitFor } from '../support/wait-for.ts'

const itemCount = 12
/** A stop has to be over within this time. */
const stopMs = 20_000

async function stopInTime(server: DarkroomProcess, signal: 'SIGTERM' | 'SIGINT'): Promise<void> {
  const begin = performance.now()
  expect(await server.end(signal)).toEqual({ code: 0, signal: null })
  expect(performance.now() - begin).toBeLessThan(stopMs)
}

async function isRunning(place: Installation): Promise<void> {
  const query = "select from job_item where state = 'Running' limit 1"
  await place.withDatabase(
    async (client) =>
      await waitFor('an item that runs', async () => (await client.query(query)).rowCount === 1),
  )
}

/** Items take half a second each, so that a few of them are enough to be stopped twice. */
const slowDown = `
  create function slow_down() returns trigger language plpgsql as $$ begin perform pg_sleep(0.5); return new; end $$;
  create trigger slow_down before insert on asset for each row execute function slow_down();`

/** What a stopped installation has left that it should not. */
async function leftOver(place: Installation): Promise<string[]> {
  const names = async (folder: string) => await readdir(join(place.dataFolder, folder))
  const home = place.isEmbedded ? await names('postgres') : []
  const sockets = home.filter((name) => name.startsWith('.s.PGSQL'))
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
    const picture = await jpeg(1200, 900)
    const files = Array.from({ length: itemCount }, (_, i) => ({ name: `p${i}.jpg`, bytes: picture }))
    let server = await busy.serve()
    await busy.withDatabase(async (client) => await client.query(slowDown))
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
    expect(ended.counts).toMatchObject({ success: itemCount, total: itemCount, error: 0 })
    const attempts = await busy.withDatabase((client) => client.query('select max(attempt) from job_item'))
    expect(attempts.rows).toEqual([{ max: 1 }])
    await stopInTime(server, 'SIGTERM')
  })

  it('hands back what does not end in time, and closes connections on which nothing comes', async () => {
    const stuck = await Installation.makeOnTestDatabase()
    places.push(stuck)
    // Reading a pipe that nobody writes to never ends and can not be interrupted, like a very large picture.
    const picture = await jpeg(64, 48)
    const key = createHash('sha256').update(picture).digest('hex')
    const blob = join(stuck.dataFolder, 'files', 'blobs', key.slice(0, 2), key)
    let server = await stuck.serve()
    const jobHandle = await uploaded(stuck.url, { jobName: 'stuck' })
    const param = `<companyHandle>c|1</companyHandle><jobHandle>${jobHandle}</jobHandle>`
    // The file is taken into hand only when the pipe is there.
    expect((await soap(stuck.url, { operation: 'pauseJob', param })).status).toBe(200)
    const files = [{ name: 'stuck.jpg', bytes: picture }]
    await uploaded(stuck.url, { jobHandle, endJob: true, files })
    await rename(blob, `${blob}.kept`)
    await promisify(execFile)('mkfifo', [blob])
    expect((await soap(stuck.url, { operation: 'resumeJob', param })).status).toBe(200)
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
    const files = [{ name: 'apart.jpg', bytes: await jpeg(64, 48) }]
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
