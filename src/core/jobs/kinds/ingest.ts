import { folderPath } from '../../assets/folder.ts'
import { lockSameAsset } from '../../assets/same-asset.ts'
import { storeAsset } from '../../assets/store-asset.ts'
import { assetNameOf, type TargetPath } from '../../assets/target-path.ts'
import { DarkroomError } from '../../errors.ts'
import { type Said, say } from '../../messages/messages.ts'
import { forgetAssetPacket } from '../../metadata/xmp/asset-packet.ts'
import { archiveKind } from '../../processing/archives/open-archive.ts'
import type { ProcessingLimits } from '../../processing/processor.ts'
import type { Tx } from '../../tables.ts'
import type { ItemContext, ItemResult, StoreItem } from '../job-kind.ts'
import type { LogLine } from '../job-log.ts'
import type { ArchiveItem } from './archive-item.ts'
import type { CropRules } from './crop-rules.ts'
import { mergeMetadata } from './metadata-files-merge.ts'
import { setMetadata } from './metadata-of-job.ts'
import { processOriginal } from './process-original.ts'
import { processingOptions } from './processing-options.ts'
import { joinProjects, joinsProjects } from './projects-of-job.ts'
import { storeGenerated } from './store-generated.ts'
import { unpackArchive } from './unpack-archive.ts'
import { cropOf } from './upload-crop.ts'
import type { UploadOptions } from './upload-options.ts'
import { smartCropsOf } from './upload-smart-crops.ts'
import { warningLines } from './warning-lines.ts'

/** A file of an upload job, complete in the storage. */
export interface UploadItem extends TargetPath {
  readonly key: string
  /** In bytes. */
  readonly size: number
  /** Added to what the file itself says, and wins over it. */
  readonly metadata?: Readonly<Record<string, string>>
  /** What the log calls it; absent: its file name. */
  readonly shownAs?: string
}

/** Does an item that unpacking an archive added. Throws `bad-file` for a file that could not be unpacked. */
export async function ingestEntry(
  context: ItemContext,
  limits: ProcessingLimits,
  options: UploadOptions,
): Promise<StoreItem> {
  const file = context.item.payload as ArchiveItem
  if ('refused' in file) throw new DarkroomError('bad-file', file.refused)
  return await ingest(context, limits, options, file)
}

/**
 * Makes an asset of a stored file, or switches the one that it replaces: what all kinds of upload jobs do with a file
 * once they have it. A file whose asset exists is skipped when `overwrite` is off, and an archive becomes items of its own
 * where the job says so.
 */
export async function ingest(
  context: ItemContext,
  limits: ProcessingLimits,
  options: UploadOptions,
  file: UploadItem,
): Promise<StoreItem> {
  const { job, company } = context
  const archive = isUnpacking(options) ? await archiveKind(await storedFile(context, file)) : undefined
  const isEntry = context.item.parent_id !== null
  if (archive && !isEntry) return await unpackArchive(context, limits.archives, archive, file)
  const skipped = await skipDuplicate(context, options, file)
  if (skipped) return alreadyThere(skipped)
  const target = {
    companyId: company.id,
    folderId: await context.folderId(file.folder),
    fileName: file.fileName,
  }
  const processing = await processingOptions(context, options)
  const { content, generated = [], result } = await processOriginal(context, limits, processing, file)
  const crops: CropRules = {
    cropFor: (made, replaced, warnings) => cropOf(options, made, replaced, warnings),
    smartCropsFor: (made, replaced) => smartCropsOf(options.preserveSmartCrop ?? false, made, replaced),
  }
  const store = async (tx: Tx): Promise<ItemResult> => {
    const warnings: Said[] = [...result.warnings]
    if (archive) warnings.push(say('archiveInArchive'))
    const keepPublishState = options.preservePublishState ?? company.retain_publish_state
    const stored = await storeAsset(tx, {
      ...target,
      userId: job.user_id,
      overwrite: options.overwrite,
      overwriteMode: company.overwrite_mode,
      readyForPublish: options.readyForPublish,
      preservePublishState: keepPublishState,
      content: file.metadata
        ? { ...content, metadata: mergeMetadata(content.metadata, file.metadata) }
        : content,
      cropFor: (replaced) => crops.cropFor(result, replaced, warnings),
      smartCropsFor: (replaced) => crops.smartCropsFor(result, replaced),
    })
    const asset = { id: stored.asset.id, name: stored.asset.name, type: stored.asset.type }
    if (stored.outcome === 'duplicate') return duplicate(file, asset)
    if (stored.outcome === 'update') await forgetAssetPacket(tx, stored.asset.id)
    const made = await storeGenerated(tx, {
      originator: stored.asset,
      // A mode that looks in any folder leaves the asset where it is.
      folder:
        stored.asset.folder_id === target.folderId
          ? file.folder
          : await folderPath(tx, stored.asset.folder_id),
      userId: job.user_id,
      keepPublishState,
      generated,
      crops,
      warnings,
    })
    const ids = [stored.asset.id, ...made.map(({ id }) => id)]
    warnings.push(...(await joinProjects(tx, company.id, options, ids)))
    warnings.push(...(await setMetadata(tx, company.id, options, stored.asset, made)))
    const name = file.shownAs ?? file.fileName
    const line: LogLine =
      stored.outcome === 'update'
        ? { type: 'FileUpdated', message: 'updated', args: { file: name }, asset }
        : { type: 'UploadSuccess', message: 'uploaded', args: { file: name }, asset }
    return {
      outcome: stored.outcome,
      warnings: warnings.length,
      lines: [line, ...warningLines(name, warnings, asset)],
    }
  }
  // What else is taken hold of, names of generated assets and projects, has no order that all transactions keep.
  const isPlain = generated.length === 0 && !joinsProjects(options)
  return Object.assign(store, {
    assetName: assetNameOf(target.fileName),
    ...(isPlain && { together: true as const }),
  })
}

/** Of a file for which `skipDuplicate` gave a result. */
export function alreadyThere(skipped: ItemResult): StoreItem {
  return Object.assign(async () => skipped, { together: true as const })
}

/** The result of a file that is not wanted, because its asset exists and `overwrite` is off; undefined: go on with it. */
export async function skipDuplicate(
  { db, company, folderId }: ItemContext,
  options: Pick<UploadOptions, 'overwrite' | 'unCompressOptions'>,
  file: TargetPath & Pick<UploadItem, 'shownAs'>,
): Promise<ItemResult | undefined> {
  if (options.overwrite) return undefined
  const target = { companyId: company.id, folderId: await folderId(file.folder), fileName: file.fileName }
  const same = await db
    .transaction()
    .execute(async (tx) => await lockSameAsset(tx, company.overwrite_mode, target))
  // An archive that was kept before is not what unpacking it now gives.
  if (!same || (isUnpacking(options) && same.type === 'Zip')) return undefined
  return duplicate(file, { id: same.id, name: same.name, type: same.type })
}

function isUnpacking({ unCompressOptions }: Pick<UploadOptions, 'unCompressOptions'>): boolean {
  return unCompressOptions?.process === 'UnCompress'
}

async function storedFile({ blobs }: ItemContext, { key, size }: UploadItem) {
  return { path: await blobs.localPath(key), size }
}

function duplicate(
  file: Parameters<typeof skipDuplicate>[2],
  asset: { id: number; name: string; type: string },
): ItemResult {
  return {
    outcome: 'duplicate',
    warnings: 0,
    lines: [
      {
        type: 'DuplicateSkipped',
        message: 'duplicateSkipped',
        args: { file: file.shownAs ?? file.fileName },
        asset,
      },
    ],
  }
}
