import type { Company } from '../accounts/company.ts'
import type { BlobStore, StagedBlob } from '../ports.ts'
import type { Db } from '../tables.ts'
import { xmlEscape } from '../xml-escape.ts'

/** URLs that one site map may hold (sitemaps.org). */
export const maxSitemapUrls = 50_000
/** What search engines read of a title and a description, in characters. */
const maxTitle = 100
const maxDescription = 2_048

const batch = 1_000

export interface VideoSitemap {
  readonly blob: StagedBlob
  readonly videos: number
  /** Of these, how many have no picture to show them by. */
  readonly withoutPicture: number
  /** Whether there were more than `maxSitemapUrls`; the newest are in. */
  readonly isCut: boolean
}

/**
 * Writes the site map of a company's published videos (sitemaps.org, with the extension for videos) to staging. Title and
 * description are the metadata fields `dc.title` and `dc.description`, else the asset's name. The picture of a video is the
 * published image of the same name, else the company's default image.
 */
export async function writeVideoSitemap(
  db: Db,
  blobs: BlobStore,
  company: Company,
  baseUrl: string,
  signal: AbortSignal,
): Promise<VideoSitemap> {
  let videos = 0
  let withoutPicture = 0
  let isCut = false
  async function* lines(): AsyncGenerator<Buffer> {
    yield Buffer.from(
      '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"' +
        ' xmlns:video="http://www.google.com/schemas/sitemap-video/1.1">\n',
    )
    for await (const page of publishedVideos(db, company.id)) {
      const pictures = await picturesOf(db, company, page)
      let text = ''
      for (const video of page) {
        if (videos === maxSitemapUrls) {
          isCut = true
          break
        }
        videos++
        const picture = pictures(video.name)
        if (picture === undefined) withoutPicture++
        text += entry(baseUrl, company, video, picture)
      }
      if (text !== '') yield Buffer.from(text)
      if (isCut) break
    }
    yield Buffer.from('</urlset>\n')
  }
  const blob = await blobs.stage(lines(), signal)
  return { blob, videos, withoutPicture, isCut }
}

interface PublishedVideo {
  readonly asset_id: number
  readonly name: string
  readonly path: string
  readonly metadata: Record<string, string> | null
  readonly modified_at: Date
}

async function* publishedVideos(db: Db, companyId: number): AsyncGenerator<PublishedVideo[]> {
  for (let before = Number.MAX_SAFE_INTEGER; ; ) {
    const page = await db
      .selectFrom('catalogue_entry')
      .leftJoin('asset', 'asset.id', 'catalogue_entry.asset_id')
      .distinctOn('catalogue_entry.asset_id')
      .select([
        'catalogue_entry.asset_id',
        'catalogue_entry.name',
        'catalogue_entry.path',
        'catalogue_entry.modified_at',
        'asset.metadata',
      ])
      .where('catalogue_entry.company_id', '=', companyId)
      .where('catalogue_entry.context', 'in', ['ImageServing', 'Video'])
      .where('catalogue_entry.type', 'in', ['Video', 'MasterVideo'])
      .where('catalogue_entry.asset_id', '<', before)
      .orderBy('catalogue_entry.asset_id', 'desc')
      .limit(batch)
      .execute()
    yield page
    const last = page.at(-1)
    if (!last || page.length < batch) return
    before = last.asset_id
  }
}

/** Looks up the image that stands for each of the videos, by the video's name. */
async function picturesOf(
  db: Db,
  company: Company,
  videos: readonly PublishedVideo[],
): Promise<(name: string) => string | undefined> {
  const { default_image } = company
  const standIn = default_image === null ? '' : default_image.slice(default_image.indexOf('/') + 1)
  const images = await db
    .selectFrom('catalogue_entry')
    .select('name')
    .where('company_id', '=', company.id)
    .where('context', 'in', ['ImageServing', 'Video'])
    .where('served_as', '=', 'image')
    .where('name', 'in', [standIn, ...videos.map((video) => video.name)])
    .execute()
  const names = new Set(images.map((image) => image.name))
  return (name) => [name, standIn].find((candidate) => names.has(candidate))
}

function entry(
  baseUrl: string,
  company: Company,
  video: PublishedVideo,
  picture: string | undefined,
): string {
  const title = video.metadata?.['dc.title'] || video.name
  const description = video.metadata?.['dc.description'] || title
  const url = xmlEscape(`${baseUrl}/is/content/${pathOf(company, video.path)}`)
  const thumbnail =
    picture === undefined ? '' : xmlEscape(`${baseUrl}/is/image/${pathOf(company, picture)}?fmt=jpeg`)
  return [
    '<url>',
    element('loc', url),
    '<video:video>',
    ...(thumbnail === '' ? [] : [element('video:thumbnail_loc', thumbnail)]),
    element('video:title', xmlEscape(shortened(title, maxTitle))),
    element('video:description', xmlEscape(shortened(description, maxDescription))),
    element('video:content_loc', url),
    element('video:publication_date', video.modified_at.toISOString()),
    '</video:video>',
    '</url>\n',
  ].join('')
}

function element(name: string, content: string): string {
  return `<${name}>${content}</${name}>`
}

function pathOf(company: Company, path: string): string {
  return `${company.root_folder}${path}`.split('/').map(encodeURIComponent).join('/')
}

function shortened(text: string, max: number): string {
  const characters = [...text]
  return characters.length > max ? characters.slice(0, max).join('') : text
}
