import { targetPath } from '../../assets/target-path.ts'
import type { ServerFolders } from '../../ports.ts'
import type { ProcessingLimits } from '../../processing/processor.ts'
import type { ItemContext, JobKind, KindContext } from '../job-kind.ts'
import { type LogLine, logLines } from '../job-log.ts'
import { autoSets, setsLeftUndone } from './auto-sets.ts'
import { checkOptions } from './check-options.ts'
import type { FileLimits } from './file-limits.ts'
import { alreadyThere, ingest, ingestEntry, skipDuplicate } from './ingest.ts'
import { type ListOptions, listDirectory } from './list-directory.ts'
import type { UploadOptions } from './upload-options.ts'

export interface UploadDirectoryParams extends UploadOptions, ListOptions {
  readonly serverDir: string
  /** Absent: the company's root folder. */
  readonly destFolder?: string
}

interface DirectoryItem {
  /** For messages: the file's path below `serverDir`, which is also how it is read. */
  readonly fileName: string
  readonly metadata?: Readonly<Record<string, string>>
}

export interface UploadDirectoryServices {
  readonly processing: ProcessingLimits
  readonly files: FileLimits
  readonly serverFolders: ServerFolders
}

/** Files and log lines of a plan that are stored at a time. */
const batchSize = 500

/** Files of a folder of the server (IPS UploadDirectoryJob). They are read, never moved or removed. */
export function uploadDirectoryJob(services: UploadDirectoryServices): JobKind {
  return {
    name: 'uploadDirectoryJob',
    typeName: 'UploadFromServerDirectory',
    log: {
      begin: 'BeginUpload',
      beginMessage: 'beginUpload',
      end: 'EndUpload',
      endMessage: 'endUpload',
      error: 'UploadError',
    },
    subType: () => '',
    check: checkOptions,
    conclude: autoSets,
    leftUndone: setsLeftUndone,
    planKey: 'fileName',
    plan: (context) => plan(services.serverFolders, context),
    runItem: async (context) => await runItem(services, context),
  }
}

async function* plan(
  serverFolders: ServerFolders,
  { db, job }: KindContext,
): AsyncGenerator<readonly DirectoryItem[]> {
  const params = job.params as UploadDirectoryParams
  const folder = await serverFolders.open(params.serverDir)
  let items: DirectoryItem[] = []
  let lines: LogLine[] = []
  for await (const finding of listDirectory(folder, params)) {
    if ('line' in finding) lines.push(finding.line)
    else items.push({ fileName: finding.path, ...(finding.metadata && { metadata: finding.metadata }) })
    if (lines.length >= batchSize) {
      await logLines(db, job.id, lines)
      lines = []
    }
    if (items.length >= batchSize) {
      yield items
      items = []
    }
  }
  await logLines(db, job.id, lines)
  yield items
}

async function runItem({ processing, files, serverFolders }: UploadDirectoryServices, context: ItemContext) {
  const { blobs, company, item, job, signal } = context
  const params = job.params as UploadDirectoryParams
  if (item.parent_id !== null) return await ingestEntry(context, processing, params)
  const { fileName: path, metadata } = item.payload as DirectoryItem
  const target = targetPath(company.root_folder, params.destFolder, path)
  const skipped = await skipDuplicate(context, params, target)
  if (skipped) return alreadyThere(skipped)
  const folder = await serverFolders.open(params.serverDir)
  const blob = await (await blobs.stage(folder.read(path, files.maxFileBytes), signal)).commit()
  return await ingest(context, processing, params, { ...target, ...blob, ...(metadata && { metadata }) })
}
