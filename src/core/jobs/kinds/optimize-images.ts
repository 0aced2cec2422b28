import type { Asset } from '../../assets/same-asset.ts'
import type { Said } from '../../messages/messages.ts'
import { derivedKey } from '../../processing/derived-key.ts'
import type { ProcessingLimits } from '../../processing/processor.ts'
import type { Db, Tx } from '../../tables.ts'
import type { ItemContext, ItemResult, JobKind } from '../job-kind.ts'
import { type AssetItem, assetOfItem } from './asset-items.ts'
import { optionsOfAsset } from './options-of-asset.ts'
import { originalOf, processOriginal } from './process-original.ts'
import { reprocessLog } from './reprocess-log.ts'
import { switchReprocessed } from './switch-reprocessed.ts'
import { cropAsItIs } from './upload-crop.ts'
import { warningLines } from './warning-lines.ts'

/** Images that are looked at in one statement. */
const batch = 1_000

/** Asset types that pictures without a pyramid have. */
const imageTypes = ['Image', 'AnimatedGif']

/**
 * Makes the pyramids of a company's images that have none, or one that this version would make in another way, with the
 * options of their upload (IPS OptimizeImagesJob).
 */
export function optimizeImagesJob(limits: ProcessingLimits): JobKind {
  return {
    name: 'optimizeImagesJob',
    typeName: 'ImageOptimization',
    log: reprocessLog,
    subType: () => '',
    planKey: 'handle',
    plan: ({ db, company }) => outdatedImages(db, company.id),
    runItem: async (context) => await optimize(context, limits),
  }
}

async function* outdatedImages(db: Db, companyId: number): AsyncGenerator<readonly AssetItem[]> {
  for (let after = 0; ; ) {
    const images = await db
      .selectFrom('asset')
      .select(['id', 'file_name', 'original_key', 'derived', 'processing'])
      .where('company_id', '=', companyId)
      .where('trash_state', '=', 'NotInTrash')
      .where((eb) => eb.or([eb('served_as', '=', 'image'), eb('type', 'in', imageTypes)]))
      .where('id', '>', after)
      .orderBy('id')
      .limit(batch)
      .execute()
    yield images
      .filter(isOutdated)
      .map(({ id, file_name }) => ({ handle: `a|${id}`, assetId: id, fileName: file_name }))
    const last = images.at(-1)
    if (!last || images.length < batch) return
    after = last.id
  }
}

type Made = Pick<Asset, 'original_key' | 'derived' | 'processing'>

function isOutdated(image: Made): boolean {
  // A set has no file; a page or a layer may have its pyramid for one.
  if (image.original_key === null || image.original_key === image.derived.pyramid) return false
  return image.derived.pyramid !== derivedKey(image.original_key, 'pyramid', optionsOfAsset(image))
}

async function optimize(
  context: ItemContext,
  limits: ProcessingLimits,
): Promise<(tx: Tx) => Promise<ItemResult>> {
  const asset = await assetOfItem(context)
  const { content, generated, result } = await processOriginal(
    context,
    limits,
    optionsOfAsset(asset),
    originalOf(asset),
  )
  if (content.derived.pyramid === undefined) return async () => leftAlone(asset, result.warnings)
  return async (tx) =>
    await switchReprocessed(tx, {
      job: context.job,
      asset,
      content,
      generated,
      result,
      crops: {
        cropFor: cropAsItIs,
        // They may have been changed since, too.
        smartCropsFor: (made, replaced) => replaced?.smart_crops ?? made.smartCrops ?? [],
      },
      logType: 'ReoptimizeSuccess',
    })
}

function leftAlone({ id, name, type, file_name: file }: Asset, warnings: readonly Said[]): ItemResult {
  const asset = { id, name, type }
  return {
    outcome: 'duplicate',
    warnings: warnings.length,
    lines: [
      { type: 'DuplicateSkipped', message: 'notOptimized', args: { file }, asset },
      ...warningLines(file, warnings, asset),
    ],
  }
}
