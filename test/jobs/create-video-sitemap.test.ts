import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readXmlTree, type XmlElement } from '../../src/core/processing/metadata/xml-tree.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { plainPng } from '../support/pictures.ts'
import { publish } from '../support/soap.ts'
import { testVideo } from '../support/videos.ts'
import { assetNamed, told, uploadAll } from './asset-rows.ts'
import { publishJob, runJob } from './run-job.ts'

let darkroom: TestApp
const publicUrl = 'https://images.shop.example'
const options = '<mediaOptions><generateThumbnail>false</generateThumbnail></mediaOptions>'

beforeAll(async () => {
  darkroom = await startTestApp({ env: { DARKROOM_PUBLIC_URL: publicUrl } })
  const bytes = await testVideo('film.mp4', { seconds: 1 })
  const film = (name: string) => ({ name, bytes })
  await uploadAll(darkroom, {
    options,
    files: [film('walk.mp4'), { name: 'walk.png', bytes: await plainPng(8, 8, 'red') }],
  })
  await uploadAll(darkroom, { options, destFolder: 'films', files: [film('Tom & Jerry.mp4')] })
  await uploadAll(darkroom, { options, readyForPublish: false, files: [film('draft.mp4')] })
  await darkroom.app.db
    .updateTable('asset')
    .set({
      metadata: JSON.stringify({
        'dc.title': `<Tom> & "Jerry" ${'x'.repeat(200)}`,
        'dc.description': 'Cat\u0001',
      }),
    })
    .where('file_name', '=', 'Tom & Jerry.mp4')
    .execute()
  await publish(darkroom.url)
  await runJob(darkroom.url, publishJob('videoPublishJob'))
})
afterAll(async () => await darkroom.close())

const siteMap = async () => await fetch(`${darkroom.url}/is/content/Demo/video-sitemap.xml`)
const create = async (fields: string) =>
  await runJob(darkroom.url, `<createVideoSitemapJob>${fields}</createVideoSitemapJob>`)

/** The elements of each url, by local name. */
function videosIn(xml: string): Record<string, string>[] {
  const root = readXmlTree(xml)
  expect([root.uri, root.local]).toEqual(['http://www.sitemaps.org/schemas/sitemap/0.9', 'urlset'])
  const texts = ({ uri, local, text, children }: XmlElement): [string, string][] => {
    expect(uri).toBe(root.uri === uri ? uri : 'http://www.google.com/schemas/sitemap-video/1.1')
    return children.length === 0 ? [[local, text]] : children.flatMap(texts)
  }
  return root.children.map((url) => Object.fromEntries(texts(url)))
}

describe('createVideoSitemapJob', () => {
  it.each(['', '<forceUpdate>false</forceUpdate>'])('does nothing with "%s"', async (fields) => {
    const { counts, lines } = await create(fields)
    expect(told(lines)).toEqual([
      'VideoPublishWarning The video site map is made on request only, and forceUpdate is not set: nothing was done.',
    ])
    expect([counts.total, (await siteMap()).status]).toEqual([0, 404])
  })

  it('publishes a site map of the published videos at once', async () => {
    const { counts, lines } = await create('<forceUpdate>true</forceUpdate>')
    expect(counts).toMatchObject({ success: 1, warning: 1, error: 0, total: 1 })
    expect(told(lines)).toEqual([
      `VideoPublishSuccess The site map of 2 videos is at ${publicUrl}/is/content/Demo/video-sitemap.xml.`,
      'UploadWarning File video-sitemap.xml: 1 of the videos have no picture; search engines may pass over them.',
    ])
    const response = await siteMap()
    expect(response.headers.get('content-type')).toMatch(/^application\/xml/)
    const [newest, oldest, ...others] = videosIn(await response.text())
    expect(others).toEqual([])
    const published = expect.stringMatching(/^\d{4}-\d\d-\d\dT/)
    expect(newest).toEqual({
      loc: `${publicUrl}/is/content/Demo/films/Tom%20%26%20Jerry.mp4`,
      title: `<Tom> & "Jerry" ${'x'.repeat(84)}`,
      description: 'Cat\ufffd',
      content_loc: `${publicUrl}/is/content/Demo/films/Tom%20%26%20Jerry.mp4`,
      publication_date: published,
    })
    expect(oldest).toEqual({
      loc: `${publicUrl}/is/content/Demo/walk.mp4`,
      thumbnail_loc: `${publicUrl}/is/image/Demo/walk?fmt=jpeg`,
      title: 'walk',
      description: 'walk',
      content_loc: `${publicUrl}/is/content/Demo/walk.mp4`,
      publication_date: published,
    })
    for (const url of [newest?.loc, oldest?.content_loc, oldest?.thumbnail_loc])
      expect((await fetch(`${url}`.replace(publicUrl, darkroom.url))).status).toBe(200)
  })

  it('replaces it with the next one, and the publish jobs in between leave it there', async () => {
    await darkroom.app.db
      .updateTable('asset')
      .set({ ready_for_publish: false })
      .where('file_name', '=', 'walk.mp4')
      .execute()
    await runJob(darkroom.url, publishJob('videoPublishJob'))
    await publish(darkroom.url)
    expect(videosIn(await (await siteMap()).text())).toHaveLength(2)
    const { counts } = await create('<forceUpdate>true</forceUpdate>')
    expect(counts.update).toBe(1)
    expect(videosIn(await (await siteMap()).text()).map(({ loc }) => loc)).toEqual([
      `${publicUrl}/is/content/Demo/films/Tom%20%26%20Jerry.mp4`,
    ])
    const { id } = await assetNamed(darkroom, 'video-sitemap.xml')
    const history = await darkroom.app.db
      .selectFrom('publish_history')
      .select('published')
      .where('asset_id', '=', id)
      .execute()
    expect(history.filter(({ published }) => !published)).toEqual([])
    expect(history.length).toBeGreaterThan(1)
  })
})
