import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestApp } from '../support/app.ts'
import { jpeg } from '../support/pictures.ts'
import { waitFor } from '../support/wait-for.ts'
import { type GuidesClient, jsonOf, processUrl } from './guides-client.ts'
import { clientOf, slingServer, startJcrApp, told } from './jcr-app.ts'

const sling = slingServer()
let url: string
let writer: TestApp
let client: GuidesClient

const topic = (title: string) => `<topic id="t"><title>${title}</title><body><p>text</p></body></topic>`

beforeAll(async () => {
  url = await sling.listen()
  writer = await startJcrApp(url, { DARKROOM_JCR_WRITE: 'true' })
  client = clientOf(writer)
})
afterAll(async () => {
  await writer?.close()
  await sling.close()
})

describe('a processing of a JCR repository', () => {
  it('walks it lazily, processes what it fetches and writes the results back', async () => {
    sling.put('/content/dam/site/b/two words é.dita', topic('B'))
    sling.put('/content/dam/site/a.dita', topic('A'))
    sling.put('/content/dam/site/pictures/p.jpg', await jpeg(120, 80))
    sling.put('/content/dam/site/out/x.dita', topic('X'))
    sling.put('/content/dam/site/z.dita', '<topic id="z"><title>no end')
    const id = await client.start('/content/dam/site', { excludedPaths: ['content/dam/site/out'] })
    expect(await client.ended(id)).toMatchObject({
      status: 'SUCCESS',
      triggeredCount: 4,
      migrationSet: { totalFiles: 4, calculationStatus: 'SUCCESS' },
    })
    expect((await told(client, id)).toSorted()).toEqual([
      '/content/dam/site/a.dita Processed',
      '/content/dam/site/b/two words é.dita Processed',
      '/content/dam/site/pictures/p.jpg Processed',
      '/content/dam/site/z.dita Failed',
    ])
    // What was left out was not even looked at.
    expect(sling.requests.filter((request) => request.includes('/site/out'))).toEqual([])
    const assets = await writer.app.db
      .selectFrom('asset')
      .innerJoin('folder', 'folder.id', 'asset.folder_id')
      .select(['folder.path', 'asset.file_name', 'asset.version', 'asset.type', 'asset.ready_for_publish'])
      .orderBy('folder.path')
      .orderBy('asset.file_name')
      .execute()
    expect(
      assets.map(({ path, file_name, version, ready_for_publish }) => [
        path + file_name,
        version,
        ready_for_publish,
      ]),
    ).toEqual([
      ['Demo/jcr/site/a.dita', 1, false],
      ['Demo/jcr/site/z.dita', 1, false],
      ['Demo/jcr/site/b/two words é.dita', 1, false],
      ['Demo/jcr/site/pictures/p.jpg', 1, false],
    ])
    expect(assets.at(-1)?.type).toBe('Image')
    const metadata = (path: string) => sling.written.get(`${path}/jcr:content/metadata`)
    expect(metadata('/content/dam/site/a.dita')).toMatchObject({
      './fmUuid': expect.stringMatching(/^GUID-/),
      './fmFileType': 'DITATOPIC',
      './fmProcessingStatus': 'SUCCESS',
    })
    expect(metadata('/content/dam/site/z.dita')).toMatchObject({ './fmProcessingStatus': 'FAILURE' })
    expect(metadata('/content/dam/site/pictures/p.jpg')).toMatchObject({ './fmFileType': 'OTHERS' })

    // What has not changed is left out where the filter says so; without it, documents are read again and other files processed again.
    const filtered = await client.start('/content/dam/site', { filter: { filterProcessedAssets: true } })
    await client.ended(filtered)
    expect((await told(client, filtered)).toSorted()).toEqual([
      '/content/dam/site/out/x.dita Processed',
      '/content/dam/site/z.dita Failed',
    ])
    const uuids = () =>
      ['a.dita', 'pictures/p.jpg'].map((name) => metadata(`/content/dam/site/${name}`)?.['./fmUuid'])
    const before = uuids()
    sling.put('/content/dam/site/a.dita', topic('A2'))
    await client.ended(await client.start('/content/dam/site'))
    const versions = await writer.app.db
      .selectFrom('asset')
      .select(['file_name', 'version'])
      .where('version', '>', 1)
      .orderBy('file_name')
      .execute()
    expect(versions).toEqual([
      { file_name: 'a.dita', version: 2 },
      { file_name: 'p.jpg', version: 2 },
    ])
    expect(uuids()).toEqual(before)
  }, 60_000)

  it('goes through more files than one step takes, each once, in folders of any order', async () => {
    const wanted: string[] = []
    for (let i = 0; i < 340; i++) {
      const path = `/content/dam/large/${['m', 'a', 'zz', 'a.b'][i % 4]}/${(i * 37) % 340}.dita`
      sling.put(path, topic(`${i}`))
      wanted.push(`${path} Processed`)
    }
    const id = await client.start('/content/dam/large')
    expect(await client.ended(id, 60_000)).toMatchObject({
      status: 'SUCCESS',
      migrationSet: { totalFiles: 340 },
    })
    expect((await told(client, id)).toSorted()).toEqual(wanted.toSorted())
  }, 60_000)

  it('filters by type and creation time', async () => {
    sling.put('/content/dam/some/old.dita', topic('O'), '2020-01-01T00:00:00.000Z')
    sling.put('/content/dam/some/new.dita', topic('N'))
    sling.put('/content/dam/some/new.md', '# N')
    const id = await client.start('/content/dam/some', {
      filter: { fileTypes: ['DITATOPIC'], startTime: Date.parse('2021-01-01') },
    })
    await client.ended(id)
    expect(await told(client, id)).toEqual(['/content/dam/some/new.dita Processed'])
  })

  it('that breaks off says why, and goes on when it is resumed', async () => {
    sling.put('/content/dam/weak/a.dita', topic('A'))
    sling.put('/content/dam/weak/b/b.dita', topic('B'))
    sling.broken.set('/content/dam/weak/b.1.json', 403)
    const id = await client.start('/content/dam/weak')
    const failed = await client.ended(id)
    expect(failed).toMatchObject({
      status: 'FAILED',
      resumable: true,
      comments: expect.stringContaining('403'),
    })
    sling.broken.clear()
    expect((await client.post(`${processUrl}/resume`, { processingId: id })).status).toBe(200)
    expect(await client.ended(id)).toMatchObject({ status: 'SUCCESS', triggeredCount: 2 })
    expect((await told(client, id)).toSorted()).toEqual([
      '/content/dam/weak/a.dita Processed',
      '/content/dam/weak/b/b.dita Processed',
    ])
  })

  it('fails a file that can not be fetched, and that one only', async () => {
    sling.put('/content/dam/gap/a.dita', topic('A'))
    sling.put('/content/dam/gap/b.dita', topic('B'))
    sling.broken.set('/content/dam/gap/a.dita/jcr:content/renditions/original', 404)
    const id = await client.start('/content/dam/gap')
    expect(await client.ended(id)).toMatchObject({ status: 'SUCCESS', triggeredCount: 2 })
    expect((await told(client, id)).toSorted()).toEqual([
      '/content/dam/gap/a.dita Failed',
      '/content/dam/gap/b.dita Processed',
    ])
  })

  it('of a path that is not there is refused', async () => {
    const answer = await client.post(processUrl, { path: '/content/dam/nowhere', type: 'ASSET_PROCESSING' })
    expect(answer.status).toBe(400)
    expect((await jsonOf(answer)).message).toMatch(/^path: '\/content\/dam\/nowhere' does not exist/)
  })

  it('only reads unless it is allowed to write, and reaches no private address unless that is allowed', async () => {
    sling.put('/content/dam/quiet/a.dita', topic('A'))
    sling.written.clear()
    const reader = await startJcrApp(url)
    try {
      const of = clientOf(reader)
      const id = await of.start('/content/dam/quiet')
      expect(await of.ended(id)).toMatchObject({ status: 'SUCCESS', triggeredCount: 1 })
      expect(sling.written.size).toBe(0)
      expect(
        sling.requests.filter((request) => request.startsWith('POST') && request.includes('quiet')),
      ).toEqual([])
    } finally {
      await reader.close()
    }
    const fenced = await startJcrApp(url, { DARKROOM_ALLOW_PRIVATE_URLS: 'false' })
    try {
      const before = sling.requests.length
      const answer = await clientOf(fenced).post(processUrl, {
        path: '/content/dam/quiet',
        type: 'ASSET_PROCESSING',
      })
      expect(answer.status).toBe(400)
      expect(await answer.text()).not.toContain('pass:word')
      await waitFor('no request', async () => sling.requests.length === before)
    } finally {
      await fenced.close()
    }
  })
})
