import { chmod, mkdir, mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { resolveDataFolder } from './data-folder.ts'

const account = { name: 'other', uid: 54_321, gid: 54_321 }

let open: string
let closed: string

beforeEach(async () => {
  open = await realpath(await mkdtemp(path.join(tmpdir(), 'darkroom-place-')))
  await chmod(open, 0o755)
  closed = path.join(open, 'closed')
  await mkdir(path.join(closed, 'checkout'), { recursive: true })
  await chmod(closed, 0o700)
})

afterEach(() => rm(open, { recursive: true }))

describe('resolveDataFolder', () => {
  const system = '/system'

  it('takes DARKROOM_DATA, relative to the working folder, wherever it is', async () => {
    const places = { account, systemFolder: system }
    expect(await resolveDataFolder({ DARKROOM_DATA: '/srv/photos' }, open, places)).toBe('/srv/photos')
    expect(await resolveDataFolder({ DARKROOM_DATA: '../photos' }, open, places)).toBe(
      path.join(path.dirname(open), 'photos'),
    )
    expect(await resolveDataFolder({ DARKROOM_DATA: 'photos' }, closed, places)).toBe(
      path.join(closed, 'photos'),
    )
  })

  it('is ./data by default, which need not exist', async () => {
    const places = { account, systemFolder: system }
    expect(await resolveDataFolder({}, open, places)).toBe(path.join(open, 'data'))
    expect(await resolveDataFolder({ DARKROOM_DATA: '' }, open, places)).toBe(path.join(open, 'data'))
  })

  it("is the system's folder where the database's account can not get to ./data", async () => {
    const cwd = path.join(closed, 'checkout')
    expect(await resolveDataFolder({}, cwd, { account, systemFolder: system })).toBe(system)
    expect(await resolveDataFolder({}, cwd, { account: undefined, systemFolder: system })).toBe(
      path.join(cwd, 'data'),
    )
  })

  it('stays with a ./data that holds a database', async () => {
    const cwd = path.join(closed, 'checkout')
    await mkdir(path.join(cwd, 'data', 'postgres'), { recursive: true })
    expect(await resolveDataFolder({}, cwd, { account, systemFolder: system })).toBe(path.join(cwd, 'data'))
  })

  it('needs no account when the database is elsewhere', async () => {
    const cwd = path.join(closed, 'checkout')
    expect(await resolveDataFolder({ DATABASE_URL: 'postgres://x/y' }, cwd)).toBe(path.join(cwd, 'data'))
  })
})
