import { DarkroomError } from '../../errors.ts'
import { say } from '../../messages/messages.ts'
import { scriptHandles, setScript } from '../../sets/scripts-of-job.ts'
import type { Db, Tx } from '../../tables.ts'
import type { ConcludeContext, ItemContext, ItemResult, JobKind } from '../job-kind.ts'
import { type AssetItem, assetItems, assetOfItem, type HandleArray } from './asset-items.ts'
import { type AutoSetOptions, runScripts, setsLeftUndone } from './auto-sets.ts'

/** Assets that one job may group, as the API has it. */
export const maxSetAssets = 1_000

export interface AutomatedSetGenerationParams extends AutoSetOptions {
  readonly assetHandleArray: HandleArray
  /** Of sets whose script names no folder; absent or empty: the company's root folder. */
  readonly destFolder?: string
  readonly emailSetting: string
}

/**
 * Groups assets into sets by set generation scripts (IPS AutomatedSetGenerationJob). Each asset is an item, so that one
 * that does not exist is an error of its own; the sets are made when all are counted.
 */
export const automatedSetGenerationJob: JobKind = {
  name: 'automatedSetGenerationJob',
  typeName: 'AutomatedSetGeneration',
  log: {
    begin: 'BeginUpload',
    beginMessage: 'beginSets',
    end: 'EndUpload',
    endMessage: 'endSets',
    error: 'UploadError',
    errorMessage: 'setAssetMissing',
  },
  subType: () => '',
  check: async (db, companyId, params) => await check(db, companyId, params as AutomatedSetGenerationParams),
  planKey: 'handle',
  plan: (context) => {
    const { assetHandleArray } = context.job.params as AutomatedSetGenerationParams
    return assetItems(context, 'assetHandleArray', assetHandleArray)
  },
  runItem: lookUp,
  conclude,
  leftUndone: setsLeftUndone,
}

async function check(db: Db, companyId: number, params: AutomatedSetGenerationParams): Promise<void> {
  const count = params.assetHandleArray.items.length
  if (count > maxSetAssets)
    throw new DarkroomError(
      'invalid-parameter',
      say('tooManyHandles', { field: 'assetHandleArray', count, max: maxSetAssets }),
      { field: 'assetHandleArray' },
    )
  const handles = scriptHandles(params)
  const field = 'autoSetCreationOptions/autoSetsArray'
  if (handles.length === 0)
    throw new DarkroomError('missing-parameter', say('scriptsEmpty', { field }), {
      field,
    })
  for (const handle of handles) await setScript(db, companyId, handle)
}

async function lookUp(context: ItemContext): Promise<(tx: Tx) => Promise<ItemResult>> {
  await assetOfItem(context)
  return async () => ({ outcome: 'success', warnings: 0, lines: [] })
}

async function conclude(context: ConcludeContext): Promise<(tx: Tx) => Promise<void>> {
  const { db, job, company } = context
  const params = job.params as AutomatedSetGenerationParams
  const items = await db
    .selectFrom('job_item')
    .select('payload')
    .where('job_id', '=', job.id)
    .where('outcome', '=', 'success')
    .execute()
  const ids = items.flatMap(({ payload }) => (payload as AssetItem).assetId ?? [])
  return await runScripts(context, params, ids, params.destFolder || company.root_folder)
}
