import { mkdir, mkdtemp, readdir, readFile, readlink, realpath, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCompany } from '../../src/core/accounts/company.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { plainPng } from '../support/pictures.ts'
import { jobEnded } from '../support/soap.ts'
import { uploaded } from '../support/upload.ts'
import { publishJob, runJob } from './run-job.ts'

let darkroom: TestApp
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'darkroom-published-'))
  darkroom = await startTestApp({ env: { DARKROOM_PUBLISH_DIR: folder } })
})
afterAll(async () => {
  await darkroom.close()
  await rm(folder, { recursive: true, force: true })
})

/** Uploads pictures of one colour by their path, and says what their bytes are. */
async function upload(colors: Record<string, string>): Promise<Record<string, Buffer>> {
  const pictures: Record<string, Buffer> = {}
  for (const [path, color] of Object.entries(colors)) pictures[path] = await plainPng(8, 8, color)
  const files = Object.entries(pictures).map(([name, bytes]) => ({ name, bytes }))
  await jobEnded(darkroom.url, await uploaded(darkroom.url, { jobName: 'pictures', endJob: true, files }))
  return pictures
}

async function publish() {
  return await runJob(darkroom.url, publishJob('serverDirectoryPublishJob'))
}

async function unmark(name: string): Promise<void> {
  await sql`update asset set ready_for_publish = false where name = ${name}`.execute(darkroom.app.db)
}

/** Every file below a folder, with its bytes. */
async function filesIn(tree: string): Promise<Record<string, Buffer>> {
  const entries = await readdir(tree, { recursive: true, withFileTypes: true })
  const files: Record<string, Buffer> = {}
  for (const entry of entries)
    if (entry.isFile()) {
      const path = join(entry.parentPath, entry.name)
      files[path.slice(tree.length + 1)] = await readFile(path)
    }
  return files
}

describe('a server directory', () => {
  it('holds the marked pictures under their paths, and after the next job the new state', async () => {
    const first = await upload({ 'front.png': 'red', 'shoes/left.png': 'green', 'shoes/right.png': 'blue' })
    expect((await publish()).counts).toMatchObject({ success: 3, warning: 0, error: 0 })
    const old = await realpath(join(folder, 'Demo'))
    expect(await filesIn(old)).toEqual(first)

    const second = await upload({ 'front.png': 'white', 'hats/top.png': 'black' })
    await unmark('left')
    expect(await filesIn(await realpath(join(folder, 'Demo')))).toEqual(first)

    expect((await publish()).counts.success).toBe(3)
    const now = await realpath(join(folder, 'Demo'))
    expect(await filesIn(now)).toEqual({ ...second, 'shoes/right.png': first['shoes/right.png'] })
    // Who reads the old tree can go on.
    expect(await filesIn(old)).toEqual(first)
  })

  it('keeps one tree besides the one in use, and links to it relatively', async () => {
    await publish()
    await publish()
    expect(await readdir(join(folder, '.trees', 'Demo'))).toHaveLength(2)
    expect(await readlink(join(folder, 'Demo'))).toMatch(/^\.trees\/Demo\/[0-9a-f-]{36}$/)
    expect(await readdir(folder)).toEqual(['.trees', 'Demo'])
  })

  it('takes no room for files on the volume of the storage', async () => {
    await publish()
    const tree = await realpath(join(folder, 'Demo'))
    const sameVolume = (await stat(folder)).dev === (await stat(darkroom.dataFolder)).dev
    expect((await stat(join(tree, 'front.png'))).nlink > 1).toBe(sameVolume)
  })

  it('has a warning for a file that has no place in it, and goes on', async () => {
    await upload({ 'name.png': 'red', 'other.png': 'red', 'lost.png': 'silver' })
    const { db, engine } = darkroom.app
    // A file and a folder of one name, as a rename can make them.
    await sql`update asset set file_name = 'shoes' where name = 'name'`.execute(db)
    const { original_key } = await db
      .selectFrom('asset')
      .select('original_key')
      .where('name', '=', 'lost')
      .$narrowType<{ original_key: string }>()
      .executeTakeFirstOrThrow()
    await engine.blobs.remove(original_key)
    const { lines, counts } = await publish()
    expect(counts).toMatchObject({ error: 0, warning: 2 })
    const warnings = lines.filter(({ type }) => type === 'ServerDirectoryPublishWarning')
    expect(warnings.map(({ message }) => message).sort()).toEqual([
      'lost.png was not written to the publish folder: its stored file is missing.',
      expect.stringMatching(
        /^shoes(\/right\.png)? was not written to the publish folder: a file or folder of that name is in the way\.$/,
      ),
    ])
    expect(await filesIn(await realpath(join(folder, 'Demo')))).toHaveProperty(['other.png'])
    await unmark('name')
    await unmark('lost')
  })

  it('is left alone by a job that can not replace it', async () => {
    await upload({ 'kept.png': 'red' })
    await publish()
    const before = await realpath(join(folder, 'Demo'))
    await rm(join(folder, 'Demo'))
    await mkdir(join(folder, 'Demo'))
    const { lines } = await publish()
    expect(lines.find(({ type }) => type === 'FatalError')?.message).toContain('no publish job made')
    expect(await readdir(join(folder, 'Demo'))).toEqual([])
    expect(await filesIn(before)).toHaveProperty(['kept.png'])
    await rm(join(folder, 'Demo'), { recursive: true })
    await publish()
    expect(await filesIn(await realpath(join(folder, 'Demo')))).toHaveProperty(['kept.png'])
  })

  it('is one of each company', async () => {
    await darkroom.app.db.transaction().execute(async (tx) => await createCompany(tx, 'Second'))
    await publish()
    expect(await readdir(folder)).toEqual(['.trees', 'Demo'])
  })
})
