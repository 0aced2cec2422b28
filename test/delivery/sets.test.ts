import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseXml } from '../../src/soap/xml.ts'
import { publishJob, runJob } from '../jobs/run-job.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { plainPng } from '../support/pictures.ts'
import { jobEnded, publish } from '../support/soap.ts'
import { uploaded } from '../support/upload.ts'
import { Delivered, madeAsset, mark } from './support/published.ts'

let darkroom: TestApp

const colors = { red: 'red', 'lime,1': 'lime', blue: 'blue', gone: 'black' } as const

/**
 * Published: pictures 'red', 'lime,1' and 'blue' of 40 x 30 pixels, 'film' and 'trailer', which are videos, and sets of
 * them. Not published: 'gone', which is in all sets.
 */
beforeAll(async () => {
  darkroom = await startTestApp()
  const { url, app } = darkroom
  const files = await Promise.all(
    Object.entries(colors).map(async ([name, color]) => ({
      name: `${name}.png`,
      bytes: await plainPng(40, 30, color),
    })),
  )
  const videos = ['film', 'trailer'].map((name) => ({ name: `${name}.mp4`, bytes: Buffer.from(name) }))
  const playlist = { name: 'stream.m3u8', bytes: Buffer.from('#EXTM3U\n') }
  await jobEnded(
    url,
    await uploaded(url, { jobName: 'all', endJob: true, files: [...files, ...videos, playlist] }),
  )
  await app.db
    .updateTable('asset')
    .set({ type: 'Video', served_as: 'content', image: null, derived: '{}' })
    .where('name', 'in', ['film', 'trailer'])
    .execute()
  // As the video processor stores manifests.
  await app.db
    .updateTable('asset')
    .set({ type: 'Asset', mime_type: 'application/vnd.apple.mpegurl' })
    .where('name', '=', 'stream')
    .execute()
  await mark(darkroom, 'gone', false)
  const set = { servedAs: 'set', members: ['gone', 'blue', 'lime,1'] } as const
  await madeAsset(darkroom, { ...set, name: 'views', type: 'ImageSet' })
  await madeAsset(darkroom, { ...set, name: 'around', type: 'SpinSet' })
  await madeAsset(darkroom, {
    ...set,
    name: 'book',
    type: 'Catalog',
    members: ['gone', 'red', 'lime,1', 'blue'],
    samePage: ['blue'],
  })
  await madeAsset(darkroom, {
    ...set,
    name: 'sizes',
    type: 'AssetSet',
    subType: 'AdaptiveVideoSet',
    members: ['film', 'trailer'],
  })
  await madeAsset(darkroom, {
    ...set,
    name: 'mixed',
    type: 'AssetSet',
    subType: 'MediaSet',
    members: ['views', 'film', 'red'],
  })
  await madeAsset(darkroom, { ...set, name: 'empty', type: 'ImageSet', members: ['gone'] })
  await publish(url)
  await runJob(url, publishJob('videoPublishJob'))
})
afterAll(async () => await darkroom.close())

async function reply(pathAndQuery: string): Promise<{ status: number; type: string | null; text: string }> {
  const response = await fetch(`${darkroom.url}/is/image/Demo/${pathAndQuery}`)
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() }
}

async function tagOf(pathAndQuery: string): Promise<string | null> {
  const response = await fetch(`${darkroom.url}/is/image/Demo/${pathAndQuery}`)
  await response.arrayBuffer()
  return response.headers.get('etag')
}

async function colorOf(pathAndQuery: string): Promise<readonly number[]> {
  const response = await fetch(`${darkroom.url}/is/image/Demo/${pathAndQuery}`)
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`)
  return (await Delivered.of(Buffer.from(await response.arrayBuffer()))).at(5, 5)
}

/** The JSON inside a JSONP call, found as clients in the wild find it. */
async function json(name: string): Promise<unknown> {
  const { text } = await reply(`${name}?req=set,json`)
  return JSON.parse(/s7jsonResponse\((.+),""\);/.exec(text)?.[1] ?? '')
}

describe('/is/content', () => {
  it('sends playlists with their type', async () => {
    const response = await fetch(`${darkroom.url}/is/content/Demo/stream.m3u8`)
    expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([
      200,
      'application/vnd.apple.mpegurl',
      '#EXTM3U\n',
    ])
  })
})

describe('req=imageset', () => {
  it.each([
    ['views', 'Demo/blue,Demo/lime%2C1'],
    ['around', 'Demo/blue,Demo/lime%2C1'],
    ['book', 'Demo/red,Demo/lime%2C1:Demo/blue'],
    ['sizes', 'Demo/film,Demo/trailer'],
    ['mixed', 'Demo/views;Demo/blue;img_set,Demo/film;Demo/film;video,Demo/red;Demo/red;img'],
    ['empty', ''],
    ['red', ''],
    ['nothing', ''],
  ])('lists what is published in %s', async (name, line) => {
    expect(await reply(`${name}?req=imageset`)).toEqual({
      status: 200,
      type: 'text/plain; charset=utf-8',
      text: `${line}\r\n`,
    })
  })

  it('calls the function of the client', async () => {
    const { text } = await reply('views?req=imageset,json&handler=took&id=7')
    expect(text).toBe('/*jsonp*/took({\n"catalogRecord.imageset":"Demo/blue,Demo/lime%2C1"\n},"7");')
  })
})

describe('req=set', () => {
  const picture = (name: string) => ({
    dx: '40',
    dy: '30',
    iv: expect.stringMatching(/^\d+\.\d+$/),
    i: { n: `Demo/${name}` },
    s: { n: `Demo/${name}` },
  })
  const video = (name: string) => ({
    iv: expect.stringMatching(/^\d+\.\d+$/),
    v: { path: `Demo/${name}.mp4`, id: `Demo/${name}`, suffix: 'mp4' },
  })
  const set = (type: string, name: string, item: unknown) => ({
    set: { pv: '1.0', type, n: `Demo/${name}`, ...(item !== undefined && { item }) },
  })

  it.each([
    ['views', () => set('img_set', 'views', [picture('blue'), picture('lime,1')])],
    ['around', () => set('spin', 'around', [picture('blue'), picture('lime,1')])],
    [
      'book',
      () =>
        set('ecat', 'book', [
          picture('red'),
          { ...picture('lime,1'), i: [{ n: 'Demo/lime,1' }, { n: 'Demo/blue' }] },
        ]),
    ],
    ['sizes', () => set('video_set', 'sizes', [video('film'), video('trailer')])],
    [
      'mixed',
      () =>
        set('media_set', 'mixed', [
          {
            type: 'img_set',
            s: { n: 'Demo/blue' },
            ...set('img_set', 'views', [picture('blue'), picture('lime,1')]),
          },
          { type: 'video', ...video('film') },
          { type: 'img', ...picture('red') },
        ]),
    ],
    ['empty', () => set('img_set', 'empty', undefined)],
    ['red', () => set('img', 'red', picture('red'))],
  ])('tells what is in %s', async (name, expected) => expect(await json(name)).toEqual(expected()))

  it('is XML unless JSON is asked for', async () => {
    const { type, text } = await reply('book?req=set,xml,UTF-8')
    expect(type).toBe('text/xml; charset=utf-8')
    const root = parseXml(Buffer.from(text))
    expect(root.name).toBe('set')
    expect(text).toContain('<set pv="1.0" type="ecat" n="Demo/book"><item dx="40" dy="30"')
    expect(text).toContain('<i n="Demo/lime,1"/><i n="Demo/blue"/><s n="Demo/lime,1"/></item></set>')
    expect((await reply('book?req=set')).text).toBe(text)
  })

  it('is a 404 for what is not published', async () => {
    expect((await reply('gone?req=set,json')).status).toBe(404)
  })
})

describe('the picture of a set', () => {
  it('is that of its first published member', async () => {
    expect(await colorOf('views')).toEqual([0, 0, 254, 255])
    expect(await colorOf('mixed?wid=20')).toEqual([0, 0, 254, 255])
    expect(await colorOf('?size=40,30&layer=1&src=around&flip=lr')).toEqual([0, 0, 254, 255])
    expect((await reply('empty')).status).toBe(404)
    expect((await reply('sizes')).status).toBe(404)
  })
})

describe('a publish job', () => {
  it('brings sets to what is marked, also when only a member has changed', async () => {
    await mark(darkroom, 'gone', true)
    expect((await reply('views?req=imageset')).text).toBe('Demo/blue,Demo/lime%2C1\r\n')
    const before = await tagOf('views?req=set,json')
    await publish(darkroom.url, 'Incremental')
    expect((await reply('views?req=imageset')).text).toBe('Demo/gone,Demo/blue,Demo/lime%2C1\r\n')
    expect(await tagOf('views?req=set,json')).not.toBe(before)
    expect((await colorOf('views')).slice(0, 3)).toEqual([0, 0, 0])
    await mark(darkroom, 'gone', false)
    await publish(darkroom.url, 'Incremental')
    expect((await reply('views?req=imageset')).text).toBe('Demo/blue,Demo/lime%2C1\r\n')
  })

  it('keeps history of sets and templates, also where there are only files', async () => {
    await madeAsset(darkroom, {
      name: 'sheet',
      type: 'Template',
      servedAs: 'template',
      definition: 'size=9,9&color=ff0000',
    })
    await publish(darkroom.url, 'Incremental')
    const { db } = darkroom.app
    const rows = await db
      .selectFrom('publish_history')
      .innerJoin('asset', 'asset.id', 'publish_history.asset_id')
      .select('asset.name')
      .distinct()
      .where('asset.served_as', 'in', ['set', 'template'])
      .orderBy('asset.name')
      .execute()
    expect(rows.map(({ name }) => name)).toEqual([
      'around',
      'book',
      'empty',
      'mixed',
      'sheet',
      'sizes',
      'views',
    ])
    const ended = await runJob(darkroom.url, publishJob('serverDirectoryPublishJob'))
    expect(ended.counts).toMatchObject({ error: 0, warning: 0 })
    await db.updateTable('asset').set({ trash_state: 'InTrash' }).where('name', '=', 'sheet').execute()
    expect((await reply('sheet?req=imageprops')).text).toContain('image.width=9')
    await publish(darkroom.url, 'Incremental')
    expect((await reply('sheet')).status).toBe(404)
  })
})
