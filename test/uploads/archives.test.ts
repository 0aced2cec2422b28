import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ItemEntries } from '../../src/core/jobs/item-entries.ts'
import { pauseJob, resumeJob } from '../../src/core/jobs/pause-job.ts'
import { stopJob } from '../../src/core/jobs/stop-job.ts'
import {
  type TarMember,
  tarOf,
  type ZipMember,
  zipOf,
} from '../../src/core/processing/archives/test-archives.ts'
import { TestWeb } from '../../src/infrastructure/outgoing/test-web.ts'
import { queueJob, uploadDefaults } from '../jobs/queue-job.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { difference, jpeg, plainPng } from '../support/pictures.ts'
import { type EndedJob, elements, jobEnded, publish, soap, textOf } from '../support/soap.ts'
import { uploaded } from '../support/upload.ts'
import { waitFor } from '../support/wait-for.ts'
import { jobIdOf, traces } from './state.ts'

const unCompress = '<unCompressOptions><process>UnCompress</process></unCompressOptions>'
const maxFileBytes = 2_000_000

let darkroom: TestApp
let url: string
let serverDir: string
let picture: Buffer
const web = new TestWeb()

beforeAll(async () => {
  picture = await jpeg(300, 200)
  serverDir = await mkdtemp(join(tmpdir(), 'archives-'))
  darkroom = await startTestApp({
    env: {
      DARKROOM_MAX_FILE_BYTES: String(maxFileBytes),
      DARKROOM_SERVER_DIRS: serverDir,
      DARKROOM_ALLOW_PRIVATE_URLS: 'true',
    },
  })
  url = darkroom.url
})

afterAll(async () => {
  await darkroom.close()
  await web.close()
  await rm(serverDir, { recursive: true })
})

interface Sending {
  readonly destFolder?: string
  readonly options?: string
  readonly overwrite?: boolean
}

async function sent(name: string, bytes: Buffer, sending: Sending = {}): Promise<EndedJob> {
  const files = [{ name, bytes }]
  const request = { jobName: name, options: unCompress, endJob: true, files, ...sending }
  return await jobEnded(url, await uploaded(url, request))
}

/** Paths of the company's files below a folder, with the type of each asset. */
async function filesBelow(folder: string): Promise<Record<string, string>> {
  const rows = await darkroom.app.db
    .selectFrom('asset')
    .innerJoin('folder', 'folder.id', 'asset.folder_id')
    .select(['folder.path', 'asset.file_name', 'asset.type'])
    .where('folder.path', 'like', `Demo/${folder}%`)
    .execute()
  return Object.fromEntries(rows.map((row) => [row.path.slice(5) + row.file_name, row.type]))
}

const messages = ({ lines }: EndedJob, ...types: string[]) =>
  lines.filter(({ type }) => types.includes(type)).map(({ message }) => message)

describe('an archive that is to be unpacked', () => {
  it('becomes its files, each processed like one that came by itself', async () => {
    const red = await plainPng(64, 48, '#ff0000')
    const docx = zipOf([{ name: '[Content_Types].xml' }, { name: 'word/document.xml' }])
    const log = await sent(
      'shop.zip',
      zipOf([
        { name: 'spring/' },
        { name: 'spring/shoe.jpg', data: picture },
        { name: 'spring/deep\\red.png', data: red, method: 8 },
        { name: 'letter.docx', data: docx },
        { name: 'inner.zip', data: zipOf([{ name: 'a.txt', data: 'a' }]) },
        { name: '__MACOSX/spring/._shoe.jpg', data: 'x' },
        { name: 'spring/.DS_Store', data: 'x' },
      ]),
      { destFolder: 'Demo/new' },
    )
    expect(await filesBelow('new/')).toEqual({
      'new/spring/shoe.jpg': 'Image',
      'new/spring/deep/red.png': 'Image',
      'new/letter.docx': 'Word',
      'new/inner.zip': 'Zip',
    })
    expect(log.counts).toEqual({ success: 4, update: 0, duplicate: 0, error: 0, warning: 1, total: 4 })
    expect(messages(log, 'UploadSuccess').toSorted()).toEqual([
      'File shop.zip/inner.zip was uploaded.',
      'File shop.zip/letter.docx was uploaded.',
      'File shop.zip/spring/deep\\red.png was uploaded.',
      'File shop.zip/spring/shoe.jpg was uploaded.',
    ])
    expect(messages(log, 'FileEnd')).toEqual([
      'Archive shop.zip was unpacked: 4 files.',
      '2 files that operating systems add were left out of archive shop.zip.',
    ])
    expect(messages(log, 'UploadWarning')).toContain(
      'File shop.zip/inner.zip: it is an archive inside of an archive; it was not unpacked.',
    )
    await publish(url)
    const shoe = await fetch(`${url}/is/image/Demo/shoe?fmt=png&wid=300`)
    expect(await difference(Buffer.from(await shoe.arrayBuffer()), picture)).toBeLessThan(2)
    const pixel = await fetch(`${url}/is/image/Demo/red?fmt=png&wid=64`)
    const { data } = await sharp(await pixel.arrayBuffer())
      .raw()
      .toBuffer({ resolveWithObject: true })
    expect([...data.subarray(0, 3)]).toEqual([255, 0, 0])
  })

  it.each([
    ['photos.tar', async (members: TarMember[]) => await tarOf(members)],
    ['photos.tgz', async (members: TarMember[]) => gzipSync(await tarOf(members))],
  ])('may be a TAR: %s', async (name, make) => {
    const tar = await make([
      { name: './', type: 'directory' },
      { name: `./größe/${name}.jpg`, data: picture },
      { name: 'link.jpg', type: 'symlink', linkname: '/etc/passwd' },
    ])
    const log = await sent(name, tar, { destFolder: 'tars' })
    expect(await filesBelow('tars/')).toHaveProperty([`tars/größe/${name}.jpg`], 'Image')
    expect(log.counts).toMatchObject({ success: 1, error: 0, warning: 1, total: 1 })
    expect(messages(log, 'UploadWarning')).toEqual([
      `${name}/link.jpg is a symbolic link or no ordinary file; it was left out.`,
    ])
  })

  it('may be one file in gzip', async () => {
    const log = await sent(
      'logo.svgz',
      gzipSync('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
    )
    expect(log.counts).toMatchObject({ success: 1, error: 0, total: 1 })
    expect(await filesBelow('')).toHaveProperty(['logo.svg'], 'Svg')
  })

  it('is recognised by its content, and so are documents that are a ZIP inside', async () => {
    await sent('no-ending', zipOf([{ name: 'by-content.txt', data: 'text' }]), { destFolder: 'content' })
    await sent('book.zip', zipOf([{ name: 'mimetype', data: 'application/epub+zip' }]), {
      destFolder: 'content',
    })
    await sent('a.docx', zipOf([{ name: '[Content_Types].xml' }, { name: 'word/a.xml' }]), {
      destFolder: 'content',
    })
    expect(await filesBelow('content/')).toEqual({
      'content/by-content.txt': 'Asset',
      'content/book.zip': 'Zip',
      'content/a.docx': 'Word',
    })
  })

  it('is kept as it is when nobody asks for more, and unpacked over that later', async () => {
    const zip = zipOf([{ name: 'kept.txt', data: 'text' }])
    for (const options of ['', '<unCompressOptions><process>None</process></unCompressOptions>']) {
      const log = await sent('kept.zip', zip, { destFolder: 'kept', options })
      expect(log.counts).toMatchObject({ error: 0, warning: 0, total: 1 })
    }
    expect(await filesBelow('kept/')).toEqual({ 'kept/kept.zip': 'Zip' })
    const { body } = await soap(url, {
      operation: 'getAssetsByName',
      param: '<companyHandle>c|1</companyHandle><nameArray><items>kept</items></nameArray>',
    })
    const info = elements(body, 'zipInfo').map((zipInfo) =>
      ['originalPath', 'originalFile', 'fileSize'].map((name) => textOf(zipInfo, name)),
    )
    expect(info).toEqual([['Demo/kept/', 'kept.zip', `${zip.length}`]])
    const log = await sent('kept.zip', zip, { destFolder: 'kept', overwrite: false })
    expect(log.counts).toMatchObject({ success: 1, duplicate: 0, total: 1 })
    const again = await sent('kept.zip', zip, { destFolder: 'kept', overwrite: false })
    expect(messages(again, 'DuplicateSkipped')).toEqual([
      'File kept.zip/kept.txt exists already and overwrite is off; it was skipped.',
    ])
  })
})

describe('a hostile or broken archive', () => {
  it.each([
    ['../../etc/passwd', /holds '\.\.'/],
    ['a/../../b.txt', /holds '\.\.'/],
    ['..\\..\\b.txt', /holds '\.\.'/],
    ['a/ .. /b.txt', /holds '\.\.'/],
    ['/etc/passwd', /absolute/],
    ['\\\\server\\share\\b.txt', /absolute/],
    ['C:\\windows\\b.txt', /absolute/],
    ['c:b.txt', /absolute/],
    ['a\0.txt', /control characters/],
    [`${'x'.repeat(300)}.txt`, /255 characters/],
    [`${'x/'.repeat(40)}b.txt`, /32 folders/],
  ])('no path leaves its folder, and the others go on: %j', async (name, reason) => {
    const good = { name: 'good.txt', data: 'good' }
    const log = await sent('evil.zip', zipOf([{ name, data: 'evil' }, good]), { destFolder: 'evil/below' })
    expect(log.counts).toMatchObject({ error: 1, total: 2 })
    const [line = '', ...more] = messages(log, 'UploadError')
    expect(line).toMatch(/^File evil\.zip\/.* was not stored: /)
    expect(line).toMatch(reason)
    expect(more).toEqual([])
    expect(await filesBelow('evil/')).toEqual({ 'evil/below/good.txt': 'Asset' })
    expect(await filesBelow('good')).toEqual({})
  })

  it('what begins with the root of the company lies below the folder too', async () => {
    await sent('root.zip', zipOf([{ name: 'Demo/in-root.txt', data: 'x' }]))
    expect(await filesBelow('Demo/')).toEqual({ 'Demo/in-root.txt': 'Asset' })
  })

  it('files that are bad in themselves are errors, one by one', async () => {
    const members: ZipMember[] = [
      { name: 'twice.txt', data: 'first' },
      { name: './twice.txt', data: 'second' },
      { name: 'crc.txt', data: 'x', crc: 7 },
      { name: 'locked.txt', data: 'x', flags: 1 },
      { name: 'large.bin', data: Buffer.alloc(maxFileBytes + 1, 'x'), method: 8 },
      { name: 'empty.txt' },
      { name: 'broken.jpg', data: picture.subarray(0, 20) },
      { name: 'last.txt', data: 'last' },
    ]
    const log = await sent('mixed.zip', zipOf(members), { destFolder: 'mixed' })
    expect(await filesBelow('mixed/')).toEqual({ 'mixed/twice.txt': 'Asset', 'mixed/last.txt': 'Asset' })
    expect(log.counts).toMatchObject({ success: 2, error: 6, total: 8 })
    const reasons = messages(log, 'UploadError').toSorted()
    for (const [i, reason] of [
      /^File mixed\.zip\/\.\/twice\.txt was not stored: the archive has a file of that path before it/,
      /^File mixed\.zip\/broken\.jpg was not stored: /,
      /^File mixed\.zip\/crc\.txt was not stored: its checksum is wrong/,
      /^File mixed\.zip\/empty\.txt was not stored: .* is empty/,
      /^File mixed\.zip\/large\.bin was not stored: it has more than 2000000 bytes/,
      /^File mixed\.zip\/locked\.txt was not stored: it is encrypted/,
    ].entries())
      expect(reasons[i]).toMatch(reason)
  })

  it('a file that is too large keeps none behind it from coming, in a TAR either', async () => {
    const tar = await tarOf([
      { name: 'fits.bin', data: Buffer.alloc(maxFileBytes, 'y') },
      { name: 'large.bin', data: Buffer.alloc(maxFileBytes + 1, 'x') },
      { name: 'last.jpg', data: picture },
    ])
    const log = await sent('large.tgz', gzipSync(tar), { destFolder: 'large' })
    expect(await filesBelow('large/')).toEqual({ 'large/fits.bin': 'Asset', 'large/last.jpg': 'Image' })
    expect(log.counts).toMatchObject({ success: 2, error: 1, total: 3 })
  })

  it('that is cut off keeps what came before, and fails', async () => {
    const noise = Buffer.alloc(200_000, 'x')
    const tar = await tarOf([
      { name: 'whole.jpg', data: picture },
      { name: 'cut.bin', data: noise },
    ])
    const log = await sent('cut.tar', tar.subarray(0, 100_000), { destFolder: 'cut' })
    expect(await filesBelow('cut/')).toEqual({ 'cut/whole.jpg': 'Image' })
    expect(log.counts).toMatchObject({ success: 1, error: 1, total: 2 })
    expect(messages(log, 'UploadError')[0]).toMatch(
      /^Archive cut\.tar was unpacked up to file 1 and no further: it is damaged or cut off/,
    )
    const zip = zipOf([{ name: 'a.txt', data: 'x' }])
    const second = await sent('cut.zip', zip.subarray(0, 40))
    expect(second.counts).toMatchObject({ success: 0, error: 1, total: 1 })
  })

  it('that is a bomb stops at the limit, and leaves nothing behind', async () => {
    const bomb = zipOf([
      { name: 'harmless.txt', data: 'x' },
      ...Array.from({ length: 40 }, (_, i) => ({ name: `${i}`, data: Buffer.alloc(1_900_000), method: 8 })),
    ])
    const log = await sent('bomb.zip', bomb, { destFolder: 'bomb' })
    expect(log.counts).toMatchObject({ error: 1 })
    expect(messages(log, 'UploadError')[0]).toMatch(
      /no further: it unpacks to more than 200 times its own size/,
    )
    expect(Object.keys(await filesBelow('bomb/'))).toContain('bomb/harmless.txt')
    expect((await traces(darkroom)).staged).toBe(0)
  })

  it('without files is a warning', async () => {
    const log = await sent('nothing.zip', zipOf([{ name: 'folder/' }]))
    expect(log.counts).toMatchObject({ success: 0, error: 0, warning: 1, total: 0 })
    expect(messages(log, 'UploadWarning')).toEqual(['Archive nothing.zip was unpacked: 0 files.'])
  })
})

it('files are begun while the archive is still unpacked', async () => {
  const members = Array.from({ length: 150 }, (_, i) => ({ name: `many/${i}.txt`, data: `text ${i}` }))
  const files = [{ name: 'many.zip', bytes: zipOf(members) }]
  const handle = await uploaded(url, { jobName: 'many', options: unCompress, endJob: true, files })
  const log = await jobEnded(url, handle)
  expect(log.counts).toMatchObject({ success: 150, total: 150 })
  const items = await darkroom.app.db
    .selectFrom('job_item')
    .selectAll()
    .where('job_id', '=', jobIdOf(handle))
    .orderBy('entry_number')
    .execute()
  const archive = items.find((item) => item.parent_id === null)
  const first = items.find((item) => item.entry_number === 0)
  expect(first?.finished_at?.getTime()).toBeLessThan(archive?.finished_at?.getTime() ?? 0)
  expect(items.map((item) => item.entry_number)).toEqual([...members.keys(), null])
})

describe('archives of other jobs', () => {
  it('uploadDirectoryJob', async () => {
    await mkdir(join(serverDir, 'in'))
    await writeFile(
      join(serverDir, 'in', 'set.tar.gz'),
      gzipSync(await tarOf([{ name: 'a/b.jpg', data: picture }])),
    )
    const handle = await queueJob(darkroom, 'uploadDirectoryJob', 'directory', {
      ...uploadDefaults,
      serverDir,
      destFolder: 'directory',
      includeSubfolders: true,
      processMetadataFiles: false,
      unCompressOptions: { process: 'UnCompress' },
    })
    expect((await jobEnded(url, handle)).counts).toMatchObject({ success: 1, error: 0, total: 1 })
    expect(await filesBelow('directory/')).toEqual({ 'directory/in/a/b.jpg': 'Image' })
  })

  it('uploadUrlsJob', async () => {
    const source = await web.serve((_, response) => response.end(zipOf([{ name: 'a/c.jpg', data: picture }])))
    const handle = await queueJob(darkroom, 'uploadUrlsJob', 'urls', {
      ...uploadDefaults,
      urlArray: { items: [{ sourceUrl: `http://${source}/set.zip`, destPath: 'urls/set.zip' }] },
      unCompressOptions: { process: 'UnCompress' },
    })
    expect((await jobEnded(url, handle)).counts).toMatchObject({ success: 1, error: 0, total: 1 })
    expect(await filesBelow('urls/')).toEqual({ 'urls/a/c.jpg': 'Image' })
  })
})

describe('items that an item adds', () => {
  const held = async () => {
    const { db, queue } = darkroom.app.engine
    const handle = await uploaded(url, { jobName: 'held' })
    const job = await db
      .selectFrom('job')
      .selectAll()
      .where('id', '=', jobIdOf(handle))
      .executeTakeFirstOrThrow()
    const item = await db
      .insertInto('job_item')
      .values({ job_id: job.id, payload: '{}', state: 'Running', attempt: 2, worker: 'test' })
      .returningAll()
      .executeTakeFirstOrThrow()
    const entries = async () =>
      (
        await db
          .selectFrom('job_item')
          .select(['id', 'entry_number', 'state'])
          .where('parent_id', '=', item.id)
          .orderBy('id')
          .execute()
      ).map(({ entry_number }) => entry_number)
    return { db, queue, job, item, entries, own: new ItemEntries({ db, queue }, item) }
  }
  const entry = (place: number) => ({ entry: place, size: 10, shownAs: `${place}`, refused: 'a test' })

  it('are added once, whoever repeats it', async () => {
    const { item, own, entries, db, queue, job } = await held()
    expect(await own.added()).toEqual({ last: -1, bytes: 0 })
    expect(await own.add([entry(0), entry(2)])).toBe(true)
    expect(await own.add([entry(0), entry(2), entry(3)])).toBe(true)
    expect(await own.added()).toEqual({ last: 3, bytes: 30 })
    // A worker that lost the item meanwhile.
    const lost = new ItemEntries({ db, queue }, { ...item, attempt: 1 })
    expect(await lost.add([entry(4)])).toBe(false)
    expect(await entries()).toEqual([0, 2, 3])
    const { total } = await db
      .selectFrom('job_tally')
      .select((eb) => eb.fn.sum<number>('total').as('total'))
      .where('job_id', '=', job.id)
      .executeTakeFirstOrThrow()
    expect(Number(total)).toBe(3)
    await stopJob(darkroom.app.engine, job, 'a test')
  })

  it('wait while the job is paused, and do not come when it is stopped', async () => {
    const { own, entries, db, queue, job } = await held()
    await pauseJob(db, queue, job.id)
    expect(await own.add([entry(0)])).toBe(true)
    const done = async () =>
      (
        await db
          .selectFrom('job_item')
          .select('id')
          .where('job_id', '=', job.id)
          .where('outcome', '=', 'error')
          .execute()
      ).length === 1
    // What another job adds after it is done before it.
    await sent('after.zip', zipOf([{ name: 'after.txt', data: 'x' }]))
    expect(await done()).toBe(false)
    await resumeJob(db, queue, job.id)
    await waitFor('the item', done)
    await stopJob(darkroom.app.engine, job, 'a test')
    expect(await own.add([entry(1)])).toBe(false)
    expect(await entries()).toEqual([0])
  })
})
