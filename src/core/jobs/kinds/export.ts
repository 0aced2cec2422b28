import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ImageWish } from '../../delivery/wish.ts'
import { DarkroomError } from '../../errors.ts'
import { convertImage } from '../../exports/convert-image.ts'
import { offerExport } from '../../exports/export-file.ts'
import { type ExportFormat, exportWish } from '../../exports/export-params.ts'
import { writeZip } from '../../exports/write-zip.ts'
import { UniquePaths, zipPath } from '../../exports/zip-path.ts'
import { say } from '../../messages/messages.ts'
import type { Tx } from '../../tables.ts'
import type { ConcludeContext, ItemContext, ItemResult, Job, JobKind } from '../job-kind.ts'
import { logLines } from '../job-log.ts'
import { type AssetInFolder, assetItems, assetOfItem, type HandleArray } from './asset-items.ts'

/** Asset types that only refer to other assets (facts: ExportJob, unsupported types). */
const typesWithoutFile = new Set(['AssetSet', 'Catalog', 'ImageSet', 'RenderSet', 'SpinSet'])

export interface ExportParams extends ExportFormat {
  readonly assetHandleArray: HandleArray
  readonly emailSetting: string
}

/** Where and how long finished exports are offered. */
export interface ExportOffer {
  /** How clients reach the server, without a closing slash. */
  readonly baseUrl: string
  readonly hours: number
}

/**
 * A ZIP of the originals of assets, or of images converted by Image Serving commands, offered for download for some time
 * (IPS ExportJob).
 */
export function exportJob(offer: ExportOffer): JobKind {
  return {
    name: 'exportJob',
    typeName: 'Export',
    log: {
      begin: 'BeginGet',
      beginMessage: 'beginExport',
      end: 'EndGet',
      endMessage: 'endExport',
      error: 'GetFailure',
      errorMessage: 'exportFailed',
    },
    subType: () => '',
    check: async (db, companyId, params) => {
      await exportWish(db, companyId, params as ExportParams)
    },
    planKey: 'handle',
    plan: (context) => {
      const { assetHandleArray } = context.job.params as ExportParams
      return assetItems(context, 'assetHandleArray', assetHandleArray)
    },
    runItem: exportAsset,
    leftUndone: () => 'exportNotMade',
    conclude: async (context) => await makeZip(context, offer),
  }
}

async function exportAsset(context: ItemContext): Promise<(tx: Tx) => Promise<ItemResult>> {
  const { db, job, item, company } = context
  const asset = await assetOfItem(context)
  if (typesWithoutFile.has(asset.type) || asset.original_key === null)
    throw new DarkroomError('invalid-parameter', say('assetWithoutFile', { type: asset.type }))
  const wish = await exportWish(db, company.id, job.params as ExportParams)
  const file = wish
    ? await converted(context, asset, wish)
    : {
        path: zipPath(company.root_folder, asset),
        blob_key: asset.original_key,
        size: asset.size,
        made: false,
      }
  return async (tx) => {
    await tx
      .insertInto('export_entry')
      .values({ item_id: item.id, job_id: job.id, modified_at: asset.modified_at, ...file })
      .execute()
    return {
      outcome: 'success',
      warnings: 0,
      lines: [
        {
          type: 'ReturnSuccess',
          message: 'exported',
          args: { file: asset.file_name },
          asset: { id: asset.id, name: asset.name, type: asset.type },
        },
      ],
    }
  }
}

async function converted(
  { blobs, job, item, company, workFolder }: ItemContext,
  asset: AssetInFolder,
  wish: ImageWish,
) {
  const { data, extension } = await convertImage(blobs, asset, wish)
  const path = join(workFolder, 'converted')
  await writeFile(path, data)
  const { key, size } = await blobs.adopt(path, exportKey(job, item.id))
  return { path: zipPath(company.root_folder, asset, extension), blob_key: key, size, made: true }
}

async function makeZip(context: ConcludeContext, offer: ExportOffer): Promise<(tx: Tx) => Promise<void>> {
  const { db, blobs, job, company, workFolder, signal } = context
  const entries = await db
    .selectFrom('export_entry')
    .selectAll()
    .where('job_id', '=', job.id)
    .orderBy('item_id')
    .execute()
  if (entries.length === 0) return async () => undefined
  const paths = new UniquePaths()
  const zip = join(workFolder, 'export.zip')
  await writeZip(
    zip,
    blobs,
    entries.map((entry) => ({
      path: paths.add(entry.path),
      key: entry.blob_key,
      size: entry.size,
      modifiedAt: entry.modified_at,
    })),
    signal,
  )
  const { key, size } = await blobs.adopt(zip, exportKey(job, 'zip'))
  return async (tx) => {
    const file = await offerExport(
      tx,
      {
        job_id: job.id,
        company_id: company.id,
        file_name: `${job.original_name}.zip`,
        blob_key: key,
        size,
      },
      offer.hours,
    )
    const url = `${offer.baseUrl}/exports/${file.token}`
    const args = { url, until: file.expires_at.toISOString() }
    await logLines(tx, job.id, [{ type: 'ReturnSuccess', message: 'exportReady', args }])
  }
}

/** The blob key of a file made for an export. Of this job alone, so that it can be removed with it. */
function exportKey(job: Job, part: number | 'zip'): string {
  return createHash('sha256').update(`export ${job.id} ${job.created_at.toISOString()} ${part}`).digest('hex')
}
