import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { jobEnded } from '../support/soap.ts'
import { uploaded } from '../support/upload.ts'
import { waitFor } from '../support/wait-for.ts'
import { authPart, faultIn, filePart, paramsPart, postForm } from './form.ts'
import { assetsNamed } from './state.ts'

const folder = await mkdtemp(join(tmpdir(), 'darkroom-full-'))

/** Only who may mount can have a disk that is really full. */
function mountTinyDisk(): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', folder], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

const isMounted = mountTinyDisk()
let darkroom: TestApp

beforeAll(async () => {
  darkroom = await startTestApp({ env: { DARKROOM_STORAGE: `file:${folder}` } })
})

afterAll(async () => {
  await darkroom.close()
  if (isMounted) execFileSync('umount', [folder])
  await rm(folder, { recursive: true, force: true })
})

async function blobs(): Promise<string[]> {
  const entries = await readdir(join(folder, 'blobs'), { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile() && entry.name.length === 64).map(({ name }) => name)
}

it.runIf(isMounted)('a full disk answers 30000, keeps no job and no file, and takes what fits', async () => {
  const { url, app } = darkroom
  const parts = [
    authPart(),
    paramsPart({ jobName: 'too much', endJob: true }),
    filePart('fits.txt', 'words'),
    filePart('too-much.bin', randomBytes(4 * 1024 * 1024)),
  ]
  for (const order of [parts, [...parts].reverse()]) {
    const reply = await postForm(url, order)
    expect(reply.status).toBe(500)
    const fault = faultIn(reply.text)
    expect(fault).toMatchObject({ name: 'ipsApiFault', code: '30000' })
    expect(fault.reason).not.toContain(folder)
    expect(await readdir(join(folder, 'staging'))).toEqual([])
    expect(await blobs()).toEqual([])
    expect(await app.db.selectFrom('job').select('id').execute()).toEqual([])
  }
  const small = { name: 'fits.txt', bytes: Buffer.from('words') }
  const log = await jobEnded(url, await uploaded(url, { jobName: 'fits', endJob: true, files: [small] }))
  expect(log.counts).toMatchObject({ success: 1, total: 1 })
  expect(await assetsNamed(url, 'fits')).toHaveLength(1)
})

it.runIf(isMounted)('a file whose pyramid finds the disk full waits until there is room', async () => {
  const { url, app } = darkroom
  // Noise with transparency: what is made of it is as large as the file, and a third more.
  const side = 550
  const noise = { raw: { width: side, height: side, channels: 4 } } as const
  const bytes = await sharp(randomBytes(side * side * 4), noise)
    .png()
    .toBuffer()
  const jobHandle = await uploaded(url, {
    jobName: 'waits',
    endJob: true,
    files: [{ name: 'noise.png', bytes }],
  })
  await waitFor('a second try', async () => {
    const { rows } = await sql`select from queue.job where name = 'item' and retry_count > 1`.execute(app.db)
    return rows.length > 0
  })
  const open = await app.db
    .selectFrom('job_item')
    .select(['attempt', 'state'])
    .where('state', '<>', 'Done')
    .execute()
  expect(open).toHaveLength(1)
  expect(open[0]?.attempt).toBeLessThanOrEqual(1)
  execFileSync('mount', ['-o', 'remount,size=32m', folder])
  const log = await jobEnded(url, jobHandle)
  expect(log.counts).toMatchObject({ success: 1, error: 0, total: 1 })
})
