import { execFileSync, spawn } from 'node:child_process'
import {
  chmod,
  chown,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { startProcess, type TestProcess } from '../../../../test/support/start-process.ts'
import { packagedBinaries } from './binaries.ts'
import { isAlive, type Postmaster, readPostmaster } from './postmaster.ts'
import {
  type EmbeddedOptions,
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from './start-embedded-postgres.ts'

const isRoot = process.getuid?.() === 0
const nobody = 65534
const fast = { fsync: 'off', synchronous_commit: 'off' }

/**
 * Made once, since initdb and the copying of 60 MB take longest: a data folder, which every test that uses it leaves as it
 * was, and programs open to any account.
 */
let shared: string
let folder: string
let options: EmbeddedOptions
let others: TestProcess[]

beforeAll(async () => {
  shared = await makeFolder()
  await (await startEmbeddedPostgres({ ...optionsFor(shared), settings: {} })).stop()
  const { folder: packaged } = await packagedBinaries()
  execFileSync('cp', ['-a', packaged, path.join(shared, 'native')])
})

afterAll(() => rm(shared, { recursive: true, force: true }))

beforeEach(async () => {
  folder = await makeFolder()
  options = optionsFor(folder)
  others = []
})

afterEach(async () => {
  for (const other of others) await other.kill()
  await rm(folder, { recursive: true, force: true })
})

async function makeFolder(): Promise<string> {
  const made = await realpath(await mkdtemp(path.join(tmpdir(), `darkroom-test-${process.pid}-`)))
  await chmod(made, 0o755)
  return made
}

function optionsFor(place: string): EmbeddedOptions {
  return {
    dataFolder: path.join(place, 'data'),
    systemFolder: path.join(place, 'system'),
    log: { info: () => undefined },
    settings: fast,
  }
}

/** Gives the test the data folder that was started before. */
function useMadeDatabase(): void {
  options = { ...options, dataFolder: path.join(shared, 'data') }
}

/** A data folder that was started before, for the test alone. */
function copyMadeDatabase(dataFolder = options.dataFolder): void {
  execFileSync('cp', ['-a', path.join(shared, 'data'), dataFolder])
}

function start(more: Partial<EmbeddedOptions> = {}): Promise<EmbeddedPostgres> {
  return startEmbeddedPostgres({ ...options, ...more })
}

/** A process that uses the same data folder; killed at the latest when the test ends. */
function startOther(more: object = {}): TestProcess {
  const { log: _, ...plain } = options
  const other = startProcess('embedded-process.ts', { ...plain, ...more })
  others.push(other)
  return other
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return (await client.query({ text, rowMode: 'array' })).rows.flat()
  } finally {
    await client.end()
  }
}

const cluster = async (dataFolder = options.dataFolder) =>
  path.join(await realpath(path.join(dataFolder, 'postgres')), 'cluster')

async function running(): Promise<Postmaster> {
  const postmaster = await readPostmaster(await cluster())
  if (postmaster === undefined) throw new Error('no PostgreSQL is running')
  return postmaster
}

/** No process, no pid file, no socket. */
async function expectNothingLeft(postmaster: Postmaster): Promise<void> {
  expect(await isAlive(postmaster, await cluster())).toBe(false)
  expect(await readPostmaster(await cluster())).toBeUndefined()
  const names = await readdir(postmaster.socket?.folder ?? '').catch(() => [])
  expect(names.filter((name) => name.startsWith('.s.PGSQL'))).toEqual([])
}

describe('startEmbeddedPostgres', () => {
  it('makes a database that is durable, speaks UTF-8, listens on no network and asks for its password', async () => {
    useMadeDatabase()
    const postgres = await start({ settings: {} })
    const shown = 'fsync full_page_writes synchronous_commit listen_addresses server_encoding max_connections'
    const settings = shown.split(' ').map((name) => `current_setting('${name}')`)
    expect(await query(postgres.url, `select ${settings}`)).toEqual(['on', 'on', 'on', '', 'UTF8', '200'])
    expect(await query(postgres.url, "select upper('ä'), current_database()")).toEqual(['Ä', 'darkroom'])
    expect((await lstat(path.join(options.dataFolder, 'postgres'))).mode & 0o777).toBe(0o700)
    expect((await lstat(path.join(options.dataFolder, 'postgres', 'password'))).mode & 0o777).toBe(0o600)
    const wrong = new URL(postgres.url)
    wrong.password = 'guess'
    await expect(query(wrong.href, 'select 1')).rejects.toMatchObject({ code: '28P01' })
    await postgres.stop()
  })

  it('keeps the data from start to start, and leaves nothing running', async () => {
    useMadeDatabase()
    const first = await start()
    await query(first.url, 'create table kept as select 7 as a')
    const postmaster = await running()
    await first.stop()
    await expectNothingLeft(postmaster)
    const second = await start()
    expect(await query(second.url, 'select a from kept')).toEqual([7])
    await second.stop()
  })

  it('gives the claim to exactly one of two on the very first start, and the other does no harm', async () => {
    const both = [startOther(), startOther()]
    const answers = await Promise.all(both.map((one) => one.next()))
    expect(answers.map(({ claimed }) => claimed).sort()).toEqual([false, true])
    const [winner, loser] = answers[0]?.claimed ? both : both.toReversed()
    const postmaster = await running()
    expect((await loser?.tell('stop'))?.event).toBe('stopped')
    expect(await query(String(answers[0]?.url), 'select 1')).toEqual([1])
    expect((await winner?.tell('stop'))?.event).toBe('stopped')
    await expectNothingLeft(postmaster)
    expect(await readdir(options.dataFolder)).toEqual(['postgres'])
  })

  it('takes up the PostgreSQL of a killed process, with the claim', async () => {
    useMadeDatabase()
    const other = startOther()
    expect(await other.next()).toMatchObject({ event: 'ready', claimed: true })
    const before = await running()
    await other.kill()
    const postgres = await start()
    expect((await running()).pid).toBe(before.pid)
    await expect.poll(() => postgres.claim()).toBe(true)
    await postgres.stop()
    await expectNothingLeft(before)
  })

  it('runs on while another process uses it, and the last to leave stops it', async () => {
    useMadeDatabase()
    const command = await start()
    const server = startOther()
    expect(await server.next()).toMatchObject({ claimed: true })
    expect(await command.claim()).toBe(false)
    const postmaster = await running()
    await command.stop()
    expect(await isAlive(postmaster, await cluster())).toBe(true)
    const late = await start()
    await server.kill()
    const sessions = "select count(*)::int from pg_stat_activity where application_name = 'darkroom'"
    await expect.poll(() => query(late.url, sessions)).toEqual([1])
    await late.stop()
    await expectNothingLeft(postmaster)
  })

  it('stops when the server that holds the claim stops', async () => {
    useMadeDatabase()
    const lost: Error[] = []
    const server = await start({ onLost: (error) => lost.push(error) })
    expect(await server.claim()).toBe(true)
    const command = startOther()
    expect(await command.next()).toMatchObject({ claimed: false })
    const postmaster = await running()
    await server.stop()
    await expectNothingLeft(postmaster)
    expect(lost).toEqual([])
    expect((await command.tell('stop')).event).toBe('stopped')
  })

  it('tells the holder of the claim when PostgreSQL crashes, and starts again with the data', async () => {
    useMadeDatabase()
    const server = startOther({ settings: {} })
    const { url } = await server.next()
    await query(String(url), 'create table survived as select 7 as a')
    process.kill((await running()).pid, 'SIGKILL')
    expect((await server.next()).event).toBe('lost')
    const postgres = await start()
    expect(await query(postgres.url, 'select a from survived')).toEqual([7])
    await postgres.stop()
  })

  it('starts when another program has the number of a PostgreSQL that crashed', async () => {
    useMadeDatabase()
    const { uid, gid } = await lstat(await cluster())
    const program = spawn('sleep', ['60'], { uid, gid })
    onTestFinished(() => {
      program.kill()
    })
    const text = `${program.pid}\n${await cluster()}\n1\n5432\n${folder}\n\n  1 1\nready\n`
    for (const name of ['cluster/postmaster.pid', '.s.PGSQL.5432.lock']) {
      const stale = path.join(path.dirname(await cluster()), name)
      await writeFile(stale, text, { mode: 0o600 })
      await chown(stale, uid, gid)
    }
    const postgres = await start()
    expect(await query(postgres.url, 'select 1')).toEqual([1])
    expect(program.exitCode).toBeNull()
    await postgres.stop()
  })

  it('starts a copy of a running data folder as a database of its own', async () => {
    useMadeDatabase()
    const original = await start()
    const dataFolder = path.join(folder, 'copy')
    copyMadeDatabase(dataFolder)
    const copy = await start({ dataFolder })
    await query(copy.url, 'create table only_in_copy ()')
    expect(await query(original.url, "select to_regclass('only_in_copy')")).toEqual([null])
    await Promise.all([original.stop(), copy.stop()])
  })

  it('starts where the path is too long for a socket, and removes the folder it took instead', async () => {
    const dataFolder = path.join(folder, 'long'.repeat(20), 'path'.repeat(20))
    await mkdir(path.dirname(dataFolder))
    copyMadeDatabase(dataFolder)
    const postgres = await start({ dataFolder })
    const { host } = postgres.connection
    expect(host.startsWith(folder)).toBe(false)
    expect((await lstat(host)).mode & 0o777).toBe(0o700)
    expect(await query(postgres.url, 'select 1')).toEqual([1])
    await postgres.stop()
    await expect(lstat(host)).rejects.toThrow('ENOENT')
  })

  it('starts after it was killed in the middle of the first start', async () => {
    const other = startOther({ settings: {} })
    await expect.poll(() => readdir(options.dataFolder).catch(() => []), { interval: 5 }).not.toEqual([])
    await other.kill()
    const postgres = await start()
    expect(await query(postgres.url, 'select 1')).toEqual([1])
    await postgres.stop()
  })
})

describe.runIf(isRoot)('startEmbeddedPostgres as root', () => {
  it('puts the database elsewhere when the data folder is closed to its account, and finds it again', async () => {
    const dataFolder = path.join(folder, 'closed', 'data')
    await mkdir(path.dirname(dataFolder), { mode: 0o700 })
    const first = await start({ dataFolder })
    expect(await realpath(path.join(dataFolder, 'postgres'))).toContain(path.join(folder, 'system'))
    await query(first.url, 'create table kept as select 7 as a')
    await first.stop()
    await chmod(path.dirname(dataFolder), 0o755)
    const second = await start({ dataFolder })
    expect(await query(second.url, 'select a from kept')).toEqual([7])
    await second.stop()
  })

  it('runs a copy of the programs when they are closed to the account, made once by two at once', async () => {
    useMadeDatabase()
    const closed = path.join(folder, 'closed')
    await mkdir(closed, { mode: 0o700 })
    const native = path.join(closed, 'native')
    execFileSync('cp', ['-a', '--link', path.join(shared, 'native'), native])
    // As npm leaves them when install scripts are off: without links.
    execFileSync('find', [native, '-type', 'l', '-delete'])
    const binaries = { ...(await packagedBinaries()), folder: native }
    const both = [startOther({ binaries }), startOther({ binaries })]
    const answers = await Promise.all(both.map((one) => one.next()))
    expect(answers.map(({ event }) => event)).toEqual(['ready', 'ready'])
    for (const one of both) await one.tell('stop')
    const copies = async () => await readdir(path.join(folder, 'system'))
    const made = await copies()
    expect(made).toEqual([expect.stringMatching(/^postgresql-[\d.]+/)])
    // A database is made with the copy, too.
    await (await start({ binaries, dataFolder: path.join(folder, 'data') })).stop()
    expect(await copies()).toEqual(made)
  })

  it('gives a database that belongs to root, such as a restored backup, to its account', async () => {
    useMadeDatabase()
    const home = await realpath(path.join(options.dataFolder, 'postgres'))
    const { uid } = await lstat(home)
    for (const name of await readdir(home, { recursive: true })) await chown(path.join(home, name), 0, 0)
    await chown(home, 0, 0)
    const postgres = await start()
    expect((await lstat(path.join(home, 'cluster'))).uid).toBe(uid)
    await postgres.stop()
  })

  it('runs it under the account that owns it', async () => {
    copyMadeDatabase()
    execFileSync('chown', ['-R', `${nobody}:${nobody}`, options.dataFolder])
    const postgres = await start()
    const status = await readFile(`/proc/${(await running()).pid}/status`, 'utf8')
    expect(status).toMatch(new RegExp(`^Uid:\\s+${nobody}\\s`, 'm'))
    await postgres.stop()
  })
})

/** The programs where any account can run them, wherever the checkout is. */
async function openBinaries() {
  return { ...(await packagedBinaries()), folder: path.join(shared, 'native') }
}

describe('startEmbeddedPostgres as an ordinary user', () => {
  it('starts and stops', async () => {
    await mkdir(options.dataFolder)
    if (isRoot) await chown(options.dataFolder, nobody, nobody)
    const other = startOther({ user: nobody, binaries: await openBinaries() })
    expect(await other.next()).toMatchObject({ event: 'ready', claimed: true })
    const postmaster = await running()
    expect((await other.tell('stop')).event).toBe('stopped')
    await expectNothingLeft(postmaster)
  })

  it('says that the data folder can not be written', async () => {
    await mkdir(options.dataFolder)
    await chmod(options.dataFolder, 0o555)
    const other = startOther({ user: nobody, binaries: await openBinaries() })
    expect(await other.next()).toMatchObject({
      event: 'failed',
      code: 'invalid-parameter',
      message: expect.stringContaining('must be writable'),
    })
  })
})

describe('what startEmbeddedPostgres refuses', () => {
  it('names both versions when the database is of another major version', async () => {
    useMadeDatabase()
    const file = path.join(await cluster(), 'PG_VERSION')
    const version = await readFile(file)
    onTestFinished(async () => await writeFile(file, version))
    await writeFile(file, '9\n')
    await expect(start()).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/made by PostgreSQL 9, and this darkroom brings PostgreSQL \d+/),
    })
  })

  it('says why PostgreSQL does not start', async () => {
    useMadeDatabase()
    await expect(start({ settings: { shared_buffers: 'plenty' } })).rejects.toMatchObject({
      code: 'internal',
      message: expect.stringContaining('"shared_buffers": "plenty"'),
    })
  })

  it('says why PostgreSQL does not start when only its log knows', async () => {
    useMadeDatabase()
    const log = path.join(await cluster(), 'pg_wal')
    onTestFinished(async () => await rename(`${log}.kept`, log))
    await rename(log, `${log}.kept`)
    await expect(start()).rejects.toThrow(/FATAL:.*"pg_wal"/)
  })

  it('names the package that is not installed', async () => {
    await expect(packagedBinaries('plan9-x64')).rejects.toThrow('@embedded-postgres/plan9-x64')
  })
})
