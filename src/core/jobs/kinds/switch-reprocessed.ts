import { type AssetContent, lockAssetName, switchAsset } from '../../assets/store-asset.ts'
import { assetNameOf } from '../../assets/target-path.ts'
import { DarkroomError } from '../../errors.ts'
import { type Said, say } from '../../messages/messages.ts'
import type { Tx } from '../../tables.ts'
import type { ItemResult, Job } from '../job-kind.ts'
import type { LogType } from '../log-type.ts'
import type { AssetInFolder } from './asset-items.ts'
import type { CropRules, MadePicture } from './crop-rules.ts'
import type { GeneratedContent } from './generated-content.ts'
import { type MetadataOptions, setMetadata } from './metadata-of-job.ts'
import { joinProjects, type ProjectOptions } from './projects-of-job.ts'
import { storeGenerated } from './store-generated.ts'
import { warningLines } from './warning-lines.ts'

export interface Reprocessed {
  readonly job: Pick<Job, 'user_id'>
  /** As it was when its original was read. */
  readonly asset: AssetInFolder
  readonly content: AssetContent
  /** The assets that its file became beside it; undefined: those that it became before stay. */
  readonly generated: readonly GeneratedContent[] | undefined
  /** True: assets that it became before and does not now stay out of the trash. Absent: false. */
  readonly keepsFormer?: boolean
  /** What was made of the file itself. The warnings are for the log. */
  readonly result: MadePicture & { readonly warnings: readonly Said[] }
  readonly crops: CropRules
  /** Undefined: as the asset is. */
  readonly readyForPublish?: boolean | undefined
  readonly logType: LogType
  /** Projects that the assets join, and metadata that they get; absent: none. */
  readonly options?: ProjectOptions & MetadataOptions
}

/**
 * Gives an asset a new version with what was made of its original. Metadata that it has stays; fields that it has not are
 * added. Throws `conflict` when the asset was replaced or taken away meanwhile.
 */
export async function switchReprocessed(tx: Tx, reprocessed: Reprocessed): Promise<ItemResult> {
  const { asset, content, job, result, crops } = reprocessed
  await lockAssetName(tx, asset.company_id, assetNameOf(asset.file_name))
  const current = await tx
    .selectFrom('asset')
    .selectAll()
    .where('id', '=', asset.id)
    .where('trash_state', '=', 'NotInTrash')
    .where('original_key', '=', asset.original_key)
    .forUpdate()
    .executeTakeFirst()
  if (!current) throw new DarkroomError('conflict', say('replacedMeanwhile'))
  const warnings: Said[] = [...result.warnings]
  const switched = await switchAsset(tx, current, {
    fileName: current.file_name,
    userId: job.user_id,
    content: {
      ...content,
      metadata: { ...content.metadata, ...current.metadata },
      smartCrops: crops.smartCropsFor(result, current),
    },
    crop: crops.cropFor(result, current, warnings),
    readyForPublish: reprocessed.readyForPublish ?? current.ready_for_publish,
  })
  const made = await storeGenerated(tx, {
    originator: switched,
    folder: asset.folder,
    userId: job.user_id,
    keepPublishState: reprocessed.readyForPublish === undefined,
    keepsFormer: reprocessed.keepsFormer ?? false,
    generated: reprocessed.generated,
    crops,
    warnings,
  })
  const ids = [switched.id, ...made.map(({ id }) => id)]
  warnings.push(...(await joinProjects(tx, asset.company_id, reprocessed.options ?? {}, ids)))
  warnings.push(...(await setMetadata(tx, asset.company_id, reprocessed.options ?? {}, switched, made)))
  const file = current.file_name
  const logged = { id: switched.id, name: switched.name, type: switched.type }
  return {
    outcome: 'update',
    warnings: warnings.length,
    lines: [
      { type: reprocessed.logType, message: 'reprocessed', args: { file }, asset: logged },
      ...warningLines(file, warnings, logged),
    ],
  }
}
