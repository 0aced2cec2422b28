import { sql } from 'kysely'
import { type TargetPath, targetPath } from '../../assets/target-path.ts'
import { DarkroomError } from '../../errors.ts'
import { say } from '../../messages/messages.ts'
import type { WebClient, WebResource } from '../../ports.ts'
import type { ProcessingLimits } from '../../processing/processor.ts'
import { shownUrl } from '../../shown-url.ts'
import type { ItemContext, JobKind, KindContext } from '../job-kind.ts'
import { autoSets, setsLeftUndone } from './auto-sets.ts'
import { checkOptions } from './check-options.ts'
import type { FileLimits } from './file-limits.ts'
import { alreadyThere, ingest, ingestEntry, skipDuplicate } from './ingest.ts'
import type { UploadOptions } from './upload-options.ts'
import { fileNameOfUrl } from './url-file-name.ts'

/** A file to fetch (IPS UploadUrl). */
export interface UploadUrl {
  readonly sourceUrl: string
  /** Folder path and file name; empty or ending in a slash: the file keeps the name that it has at its source. */
  readonly destPath?: string
}

export interface UploadUrlsParams extends UploadOptions {
  /** Empty once all items are there: each has its own URL. */
  readonly urlArray?: { readonly items?: readonly UploadUrl[] }
  /** How many URLs the job was given; set when it starts. */
  readonly numUrls?: number
}

interface UrlItem extends UploadUrl {
  /** For messages. */
  readonly fileName: string
}

export interface UploadUrlsServices {
  readonly processing: ProcessingLimits
  readonly files: FileLimits
  readonly web: WebClient
}

/** Items of a plan that are stored at a time. */
const batchSize = 500

/** Files from the web (IPS UploadUrlsJob). */
export function uploadUrlsJob(services: UploadUrlsServices): JobKind {
  return {
    name: 'uploadUrlsJob',
    typeName: 'UrlUpload',
    log: {
      begin: 'BeginUploadUrls',
      beginMessage: 'beginUpload',
      end: 'EndUploadUrls',
      endMessage: 'endUpload',
      error: 'UploadError',
    },
    subType: () => '',
    check: async (db, companyId, params) => {
      checkUrls(params as UploadUrlsParams)
      await checkOptions(db, companyId, params)
    },
    conclude: autoSets,
    leftUndone: setsLeftUndone,
    shownParams: (params) => counted(params as UploadUrlsParams),
    plan,
    runItem: async (context) => await runItem(services, context),
  }
}

/** Throws `missing-parameter` for a job without a URL. */
function checkUrls({ urlArray }: UploadUrlsParams): void {
  if ((urlArray?.items ?? []).length > 0) return
  throw new DarkroomError('missing-parameter', say('urlsMissing'), { field: 'uploadUrlsJob/urlArray' })
}

/** The parameters with the number of URLs in place of the URLs, which may hold passwords and signatures. */
function counted(params: UploadUrlsParams): UploadUrlsParams {
  const urls = params.urlArray?.items ?? []
  return {
    ...params,
    urlArray: { items: [] },
    numUrls: urls.length > 0 ? urls.length : (params.numUrls ?? 0),
  }
}

async function* plan({ db, job }: KindContext): AsyncGenerator<readonly UrlItem[]> {
  const params = job.params as UploadUrlsParams
  const urls = params.urlArray?.items ?? []
  for (let i = 0; i < urls.length; i += batchSize)
    yield urls.slice(i, i + batchSize).map((url) => ({ ...url, fileName: nameForMessages(url) }))
  // Every item reads the job's row; thousands of URLs would have to come along each time.
  await db
    .updateTable('job')
    .set({ params: sql`${JSON.stringify(counted(params))}::jsonb` })
    .where('id', '=', job.id)
    .execute()
}

function nameForMessages({ sourceUrl, destPath = '' }: UploadUrl): string {
  const name = destPath.trim()
  return name === '' || isFolder(name) ? name + (fileNameOfUrl(sourceUrl) ?? shownUrl(sourceUrl)) : name
}

async function runItem({ processing, files, web }: UploadUrlsServices, context: ItemContext) {
  const { blobs, company, item, job, signal } = context
  const options = job.params as UploadUrlsParams
  if (item.parent_id !== null) return await ingestEntry(context, processing, options)
  const { sourceUrl, destPath = '' } = item.payload as UrlItem
  const known = knownTarget(company.root_folder, sourceUrl, destPath.trim())
  const skipped = known && (await skipDuplicate(context, options, known))
  if (skipped) return alreadyThere(skipped)
  const { maxFileBytes: maxBytes, maxFetchSeconds: maxSeconds } = files
  const resource = await web.get(sourceUrl, { signal, maxBytes, maxSeconds })
  try {
    const target = known ?? targetFromReply(company.root_folder, sourceUrl, destPath.trim(), resource)
    const blob = await (await blobs.stage(resource.body, signal)).commit()
    return await ingest(context, processing, options, { ...target, ...blob })
  } finally {
    resource.body.destroy()
  }
}

/** The target, as far as it is known without asking the source. */
function knownTarget(rootFolder: string, sourceUrl: string, destPath: string): TargetPath | undefined {
  if (isFolder(destPath)) return undefined
  const name = destPath === '' ? fileNameOfUrl(sourceUrl) : destPath
  const field = destPath === '' ? 'sourceUrl' : 'destPath'
  return name === undefined
    ? undefined
    : targetPath(rootFolder, undefined, name, { folder: 'destPath', name: field })
}

function targetFromReply(
  rootFolder: string,
  sourceUrl: string,
  folder: string,
  reply: WebResource,
): TargetPath {
  const name = reply.fileName ?? fileNameOfUrl(sourceUrl)
  if (name === undefined)
    throw new DarkroomError(
      'invalid-parameter',
      say('destPathNoFile', { path: folder, url: shownUrl(sourceUrl) }),
      { field: 'destPath' },
    )
  return targetPath(rootFolder, folder, name, { folder: 'destPath', name: 'fileName' })
}

function isFolder(path: string): boolean {
  return /[\\/]$/.test(path)
}
