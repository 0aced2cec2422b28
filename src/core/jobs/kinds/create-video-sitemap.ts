import { ensureFolder } from '../../assets/folder.ts'
import { storeAsset } from '../../assets/store-asset.ts'
import { assetNameOf } from '../../assets/target-path.ts'
import { type NestedMessage, say } from '../../messages/messages.ts'
import { publishAsset } from '../../publishing/publish-asset.ts'
import { maxSitemapUrls, type VideoSitemap, writeVideoSitemap } from '../../publishing/video-sitemap.ts'
import type { Tx } from '../../tables.ts'
import type { ItemContext, ItemResult, JobKind, KindContext, StoreItem } from '../job-kind.ts'
import { logLines } from '../job-log.ts'
import { warningLines } from './warning-lines.ts'

/** An asset in the company's root folder, published at once; each site map is a new version of it. */
export const sitemapFileName = 'video-sitemap.xml'

export interface CreateVideoSitemapParams {
  readonly forceUpdate?: boolean
}

/**
 * Writes the site map of a company's published videos (IPS CreateVideoSitemapJob). Companies have it made on request, so
 * nothing happens without `forceUpdate`.
 * @param baseUrl how clients reach the server, without a closing slash
 */
export function createVideoSitemapJob(baseUrl: string): JobKind {
  return {
    name: 'createVideoSitemapJob',
    typeName: 'CreateVideoSitemap',
    log: {
      begin: 'BeginVideoPublish',
      beginMessage: 'beginSitemap',
      end: 'EndVideoPublish',
      endMessage: 'endSitemap',
      error: 'VideoPublishError',
    },
    subType: () => '',
    plan,
    runItem: async (context) => await update(context, baseUrl),
  }
}

async function* plan({ db, job }: KindContext): AsyncGenerator<readonly object[]> {
  if ((job.params as CreateVideoSitemapParams).forceUpdate === true) yield [{ fileName: sitemapFileName }]
  else await logLines(db, job.id, [{ type: 'VideoPublishWarning', message: 'sitemapManual' }])
}

async function update(context: ItemContext, baseUrl: string): Promise<StoreItem> {
  const { db, blobs, job, company, signal } = context
  const sitemap = await writeVideoSitemap(db, blobs, company, baseUrl, signal)
  const { key, size } = await sitemap.blob.commit()
  const folderId = await ensureFolder(db, company.id, company.root_folder)
  const store = async (tx: Tx): Promise<ItemResult> => {
    const stored = await storeAsset(tx, {
      companyId: company.id,
      folderId,
      fileName: sitemapFileName,
      userId: job.user_id,
      overwrite: true,
      overwriteMode: 'OverwriteFullName',
      readyForPublish: true,
      preservePublishState: false,
      content: {
        type: 'Xml',
        servedAs: 'content',
        originalKey: key,
        size,
        mimeType: 'application/xml',
        image: null,
        derived: {},
        processing: { createMask: false, xmpKeywords: [] },
        metadata: {},
      },
      cropFor: () => null,
    })
    await publishAsset(tx, company, stored.asset, job.id)
    const asset = { id: stored.asset.id, name: stored.asset.name, type: stored.asset.type }
    const url = `${baseUrl}/is/content/${encodeURIComponent(company.root_folder.slice(0, -1))}/${sitemapFileName}`
    const warnings = warningsOf(sitemap)
    return {
      outcome: stored.outcome,
      warnings: warnings.length,
      lines: [
        {
          type: 'VideoPublishSuccess',
          message: 'sitemapWritten',
          args: { count: sitemap.videos, url },
          asset,
        },
        ...warningLines(sitemapFileName, warnings, asset),
      ],
    }
  }
  return Object.assign(store, { assetName: assetNameOf(sitemapFileName) })
}

function warningsOf({ withoutPicture, isCut }: VideoSitemap): NestedMessage[] {
  return [
    ...(withoutPicture > 0 ? [say('sitemapWithoutPictures', { count: withoutPicture })] : []),
    ...(isCut ? [say('sitemapCut', { max: maxSitemapUrls })] : []),
  ]
}
