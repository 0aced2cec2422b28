import { DarkroomError } from '../../errors.ts'
import type { JobKind } from '../job-kind.ts'
import type { HandleArray } from './asset-items.ts'

/** Assets that one job may group, as the API has it. */
export const maxSetAssets = 1_000

export interface AutomatedSetGenerationParams {
  readonly assetHandleArray: HandleArray
  readonly autoSetCreationOptions: { readonly autoSetsArray?: HandleArray }
  readonly emailSetting: string
}

/**
 * Groups assets into sets by set generation scripts (IPS AutomatedSetGenerationJob). Scripts are property sets, and
 * darkroom holds none: whatever handle a job names is unknown, and ends the job.
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
  },
  subType: () => '',
  plan: ({ job }) => {
    throw refusal(job.params as AutomatedSetGenerationParams)
  },
}

function refusal({ assetHandleArray, autoSetCreationOptions }: AutomatedSetGenerationParams): DarkroomError {
  const count = assetHandleArray.items.length
  const scripts = autoSetCreationOptions.autoSetsArray?.items ?? []
  const field = 'autoSetCreationOptions/autoSetsArray'
  if (count > maxSetAssets)
    return new DarkroomError(
      'invalid-parameter',
      `assetHandleArray has ${count} handles; at most ${maxSetAssets} are taken.`,
      { field: 'assetHandleArray' },
    )
  if (scripts.length === 0)
    return new DarkroomError('missing-parameter', `${field} is empty; at least one script is required.`, {
      field,
    })
  const shown = scripts.map((handle) => `'${handle.slice(0, 80)}'`).slice(0, 10)
  return new DarkroomError('invalid-parameter', `${field}: there is no property set ${shown.join(', ')}.`, {
    field,
  })
}
