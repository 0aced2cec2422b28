import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { jpeg } from '../support/pictures.ts'
import { type EndedJob, jobEnded, soap, textOf } from '../support/soap.ts'
import { assetRow, assetsNamed } from '../uploads/state.ts'
import { queueJob, uploadDefaults } from './queue-job.ts'

let base: string
let darkroom: TestApp
let url: string
let picture: Buffer

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'darkroom-directory-'))
  picture = await jpeg(60, 40)
  await mkdir(join(base, 'opened'))
  darkroom = await startTestApp({
    env: { DARKROOM_SERVER_DIRS: `/nowhere:${join(base, 'opened')}`, DARKROOM_LANES: '8' },
  })
  url = darkroom.url
})
afterAll(async () => {
  await darkroom.close()
  await rm(base, { recursive: true })
})

/** Makes a folder with files, and returns its path. */
async function folderWith(name: string, files: Readonly<Record<string, string | Buffer>>): Promise<string> {
  const folder = join(base, 'opened', name)
  await mkdir(folder, { recursive: true })
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), content)
  }
  return folder
}

async function takenIn(serverDir: string, more: object = {}): Promise<EndedJob> {
  const params = {
    ...uploadDefaults,
    serverDir,
    includeSubfolders: true,
    processMetadataFiles: false,
    ...more,
  }
  return await jobEnded(url, await queueJob(darkroom, 'uploadDirectoryJob', 'directory', params))
}

const messagesOf = (log: EndedJob, wanted: string) =>
  log.lines.filter(({ type }) => type === wanted).map(({ message }) => message)

async function pathsBelow(folder: string): Promise<string[]> {
  const rows = await darkroom.app.db
    .selectFrom('asset')
    .innerJoin('folder', 'folder.id', 'asset.folder_id')
    .select(['folder.path', 'asset.file_name'])
    .where('folder.path', 'like', `${folder}%`)
    .execute()
  return rows.map((row) => row.path + row.file_name).sort()
}

describe('which files are taken in', () => {
  const files = {
    'one.txt': '1',
    '.hidden.txt': 'h',
    'sub/two.txt': '2',
    'sub/deep/three.txt': '3',
    '.git/x.txt': 'x',
  }

  it('all below the folder, but hidden ones; the originals stay', async () => {
    const folder = await folderWith('all', files)
    const log = await takenIn(folder, { destFolder: 'all' })
    expect(log.counts).toMatchObject({ success: 3, error: 0, total: 3 })
    expect(log.lines.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['BeginUpload', 'UploadSuccess', 'EndUpload']),
    )
    expect(await pathsBelow('Demo/all/')).toEqual([
      'Demo/all/one.txt',
      'Demo/all/sub/deep/three.txt',
      'Demo/all/sub/two.txt',
    ])
    expect((await readdir(folder)).sort()).toEqual(['.git', '.hidden.txt', 'one.txt', 'sub'])
    expect(await readFile(join(folder, 'one.txt'), 'utf8')).toBe('1')
  })

  it('without subfolders only those of the folder itself', async () => {
    const log = await takenIn(await folderWith('flat', files), {
      destFolder: 'flat',
      includeSubfolders: false,
    })
    expect(log.counts.total).toBe(1)
    expect(await pathsBelow('Demo/flat/')).toEqual(['Demo/flat/one.txt'])
  })

  it('no links, neither files nor folders: a warning each', async () => {
    await mkdir(join(base, 'outside'))
    await writeFile(join(base, 'outside', 'secret.txt'), 'secret')
    const folder = await folderWith('links', { 'real.txt': 'r' })
    await symlink(join(base, 'outside', 'secret.txt'), join(folder, 'file.txt'))
    await symlink(join(base, 'outside'), join(folder, 'folder'))
    const log = await takenIn(folder, { destFolder: 'links' })
    expect(log.counts.total).toBe(1)
    expect(await pathsBelow('Demo/links/')).toEqual(['Demo/links/real.txt'])
    expect(messagesOf(log, 'UploadWarning').sort()).toEqual([
      'file.txt is a symbolic link or no ordinary file; it was left out.',
      'folder is a symbolic link or no ordinary file; it was left out.',
    ])
  })

  it('an empty file is an error of its own; folders that lie too deep are named', async () => {
    const deep = `${Array.from({ length: 33 }, () => 'd').join('/')}/deep.txt`
    const log = await takenIn(await folderWith('bad', { 'empty.txt': '', 'good.txt': 'g', [deep]: 'd' }), {
      destFolder: 'bad',
    })
    expect(log.counts).toMatchObject({ success: 1, error: 1, total: 2 })
    expect(messagesOf(log, 'UploadError')[0]).toContain('empty')
    expect(messagesOf(log, 'UploadWarning')[0]).toMatch(/deeper than 32 folders/)
  })

  it('more than one batch of files', async () => {
    // All count as the one that is there, so that the test is quick.
    const company = darkroom.app.db.updateTable('company').where('id', '=', 1)
    await takenIn(await folderWith('there', { 'there.txt': 'there' }), { destFolder: 'many' })
    const many = Object.fromEntries(Array.from({ length: 520 }, (_, i) => [`there.${i}`, 'more']))
    await company.set({ overwrite_mode: 'OverwriteAnyExt' }).execute()
    const log = await takenIn(await folderWith('many', many), { destFolder: 'many', overwrite: false })
    await company.set({ overwrite_mode: 'OverwriteFullName' }).execute()
    expect(log.counts).toMatchObject({ duplicate: 520, total: 520 })
  })

  it('not again when overwrite is off', async () => {
    const folder = await folderWith('again', { 'a.txt': 'a', 'b.txt': 'b' })
    await takenIn(folder, { destFolder: 'again' })
    await writeFile(join(folder, 'c.txt'), 'c')
    const log = await takenIn(folder, { destFolder: 'again', overwrite: false })
    expect(log.counts).toMatchObject({ success: 1, duplicate: 2, total: 3 })
  })
})

describe('which folders may be read', () => {
  it.each(['/etc', '/nowhere', 'none', '../outside', '/'])(
    'not %s: the job ends with a fatal error',
    async (serverDir) => {
      const log = await takenIn(serverDir)
      expect(log.counts.total).toBe(0)
      expect(messagesOf(log, 'FatalError')).toEqual([
        `The job failed: serverDir: '${serverDir}' is no folder inside of those that DARKROOM_SERVER_DIRS opens to jobs.`,
      ])
    },
  )

  it('one that is named from an opened one', async () => {
    await folderWith('relative', { 'rel.txt': 'r' })
    expect((await takenIn('relative')).counts).toMatchObject({ success: 1, total: 1 })
  })
})

describe('metadata files', () => {
  const tab =
    'File\tdc.title\tSeason\tdc.subject\r\nred.jpg\tRed shoe\tSummer\tred,shoe\r\nblue\t"Blue ""shoe"""\t\t\r\nnone.jpg\tNone\t\t\r\n'
  const xml =
    '<?xml version="1.0"?><metadata><file name="red.jpg"><field name="dc.rights">ours</field></file></metadata>'
  const files = () => ({
    'red.jpg': picture,
    'blue.jpg': picture,
    'info.txt': tab,
    'info.xml': xml,
    'letter.txt': 'no tab here',
    'feed.xml': '<feed/>',
    'sub/red.jpg': picture,
  })

  it('describe the files beside them, and are no assets themselves', async () => {
    const log = await takenIn(await folderWith('described', files()), {
      destFolder: 'described',
      processMetadataFiles: true,
    })
    expect(log.counts).toMatchObject({ success: 5, error: 0, total: 5 })
    expect(await pathsBelow('Demo/described/')).toEqual([
      'Demo/described/blue.jpg',
      'Demo/described/feed.xml',
      'Demo/described/letter.txt',
      'Demo/described/red.jpg',
      'Demo/described/sub/red.jpg',
    ])
    const [described, other] = (await assetsInFolder('red.jpg')).sort((a, b) => a.path.length - b.path.length)
    expect(described?.metadata).toMatchObject({
      'dc.title': 'Red shoe',
      'dc.subject': '["red","shoe"]',
      'dc.rights': 'ours',
      'custom_attributes.Season': 'Summer',
    })
    expect(other?.metadata).not.toHaveProperty('dc.title')
    expect((await assetRow(darkroom, 'blue')).metadata).toMatchObject({ 'dc.title': 'Blue "shoe"' })
    expect(messagesOf(log, 'UploadWarning')).toEqual([
      'Metadata file info.txt has a row for none.jpg, but no such file lies beside it.',
    ])
  })

  it('are ordinary files without processMetadataFiles', async () => {
    const log = await takenIn(await folderWith('ordinary', files()), { destFolder: 'ordinary' })
    expect(log.counts.total).toBe(7)
    expect(await assetsNamed(url, 'info')).toHaveLength(2)
  })

  it.each<[string, string | Buffer, string]>([
    ['broken.xml', '<metadata><file name="a.txt"></metadata>', 'no XML'],
    ['bomb.xml', '<!DOCTYPE m><metadata/>', 'DOCTYPE'],
    ['rows.tab', `File\tx\n${'a\n'.repeat(100_001)}`, '100001 rows; at most 100000'],
    ['large.tsv', `File\tx\n${'a'.repeat(8 * 1024 * 1024)}`, 'more than 8388608 bytes'],
  ])('that can not be used are left out with a warning: %s', async (name, content, reason) => {
    const folder = await folderWith(`unusable ${name}`, { [name]: content, 'a.txt': 'a' })
    const log = await takenIn(folder, { destFolder: `unusable ${name}`, processMetadataFiles: true })
    expect(log.counts).toMatchObject({ success: 1, total: 1 })
    expect(messagesOf(log, 'UploadWarning')).toEqual([expect.stringContaining(reason)])
  })

  it.each<[string, Buffer]>([
    ['UTF-16', Buffer.from('\ufeffFile\tdc.title\nsch.txt\tschön', 'utf16le')],
    ['UTF-8', Buffer.from('\ufeffFile\tdc.title\nsch.txt\tschön')],
    ['Windows-1252', Buffer.from('File\tdc.title\nsch.txt\tschön', 'latin1')],
  ])('may be written in %s', async (encoding, content) => {
    const folder = await folderWith(encoding, { 'rows.txt': content, 'sch.txt': encoding })
    await takenIn(folder, { destFolder: 'encodings', processMetadataFiles: true })
    expect((await assetRow(darkroom, 'sch')).metadata).toMatchObject({ 'dc.title': 'schön' })
  })

  it('in UTF-16 without its mark are not understood, which stops nothing', async () => {
    const content = Buffer.from('File\tdc.title\nmarkless.txt\tx', 'utf16le')
    const folder = await folderWith('markless', { 'rows.tsv': content, 'markless.txt': 'm' })
    const log = await takenIn(folder, { processMetadataFiles: true })
    expect(log.counts).toMatchObject({ success: 1, total: 1 })
    expect(messagesOf(log, 'FatalError')).toEqual([])
  })

  async function assetsInFolder(fileName: string) {
    return await darkroom.app.db
      .selectFrom('asset')
      .innerJoin('folder', 'folder.id', 'asset.folder_id')
      .select(['folder.path', 'asset.metadata'])
      .where('asset.file_name', '=', fileName)
      .where('folder.path', 'like', 'Demo/described/%')
      .execute()
  }
})

it('private addresses are out of reach of uploadUrlsJob, as long as nobody allows them', async () => {
  const items = [
    `${url}/healthz`,
    'http://127.0.0.1/a.jpg',
    'http://[::1]/a.jpg',
    'http://169.254.169.254/a.jpg',
  ].map((sourceUrl, i) => ({ sourceUrl, destPath: `private${i}.jpg` }))
  const params = { ...uploadDefaults, urlArray: { items } }
  const log = await jobEnded(url, await queueJob(darkroom, 'uploadUrlsJob', 'private', params))
  expect(log.counts).toMatchObject({ success: 0, error: 4, total: 4 })
  for (const message of messagesOf(log, 'UploadError')) expect(message).toMatch(/public/)
})

it('is submitted over SOAP', async () => {
  const folder = await folderWith('soap', { 'by-soap.txt': 'soap' })
  const { body } = await soap(url, {
    operation: 'submitJob',
    param:
      '<companyHandle>c|1</companyHandle><jobName>by soap</jobName><uploadDirectoryJob>' +
      `<destFolder>soap</destFolder><serverDir>${folder}</serverDir><overwrite>true</overwrite>` +
      '<readyForPublish>true</readyForPublish><includeSubfolders>true</includeSubfolders><createMask>false</createMask>' +
      '<processMetadataFiles>false</processMetadataFiles><emailSetting>None</emailSetting></uploadDirectoryJob>',
  })
  const log = await jobEnded(url, textOf(body, 'jobHandle') ?? '')
  expect(log.counts).toMatchObject({ success: 1, total: 1 })
  expect(await assetsNamed(url, 'by-soap')).toMatchObject([{ folder: 'Demo/soap/' }])
})
