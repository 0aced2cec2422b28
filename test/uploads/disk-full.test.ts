import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { jobEnded } from '../support/soap.ts'
import { uploaded } from '../support/upload.ts'
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
let darkroom: TestApp | undefined

afterAll(async () => {
  await darkroom?.close()
  if (isMounted) execFileSync('umount', [folder])
  await rm(folder, { recursive: true, force: true })
})

it.runIf(isMounted)('a full disk answers 30000, keeps no job and no file, and takes what fits', async () => {
  darkroom = await startTestApp({ env: { DARKROOM_STORAGE: `file:${folder}` } })
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
    expect(await readdir(join(folder, 'blobs'))).toEqual([])
    expect(await app.db.selectFrom('job').select('id').execute()).toEqual([])
  }
  const small = { name: 'fits.txt', bytes: Buffer.from('words') }
  const log = await jobEnded(url, await uploaded(url, { jobName: 'fits', endJob: true, files: [small] }))
  expect(log.counts).toMatchObject({ success: 1, total: 1 })
  expect(await assetsNamed(url, 'fits')).toHaveLength(1)
})
