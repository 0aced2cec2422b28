import { assetsById } from '../../../../core/assets/asset.queries.ts'
import { generationSteps } from '../../../../core/assets/asset-generation.ts'
import { DarkroomError } from '../../../../core/errors.ts'
import { optional, required, sequence, string } from '../../../../soap/schema.ts'
import { parseAssetHandle, parseCompanyHandle } from '../../handles.ts'
import { operation } from '../../operation.ts'
import { GenerationInfoArray } from '../../types/generation-info.ts'
import { generationEngines } from '../../types/repository-constants.ts'
import { StringArray } from '../../types/value-arrays.ts'
import { generationInfoView } from '../../views/generation-info.ts'
import { selectFields } from '../../views/select-fields.ts'
import { everyRole } from '../roles.ts'

/** The steps that made an asset (`generatedHandle`), or that made others of it (`originatorHandle`), or, with both, the one between them. */
export const getGenerationInfo = operation({
  name: 'getGenerationInfo',
  since: '2008-01-15',
  roles: everyRole,
  request: sequence('', {
    companyHandle: required(string),
    engine: optional(string, { oneOf: generationEngines }),
    originatorHandle: optional(string),
    generatedHandle: optional(string),
    responseFieldArray: optional(StringArray),
    excludeFieldArray: optional(StringArray),
  }),
  response: sequence('', { generationArray: required(GenerationInfoArray) }),
  run: async (request, { db, version }) => {
    const companyId = parseCompanyHandle(request.companyHandle)
    const { originatorHandle: originator = '', generatedHandle: generated = '' } = request
    if (originator === '' && generated === '')
      throw new DarkroomError(
        'missing-parameter',
        'originatorHandle or generatedHandle is missing; one is required.',
        { field: 'originatorHandle' },
      )
    const steps = await generationSteps(db, {
      companyId,
      originatorId: originator === '' ? undefined : parseAssetHandle(originator),
      generatedId: generated === '' ? undefined : parseAssetHandle(generated),
      engine: request.engine,
    })
    const ids = steps.flatMap(({ originatorId, generatedId }) => [originatorId, generatedId])
    const assets = new Map(
      (await assetsById(db, companyId, [...new Set(ids)])).map((asset) => [asset.id, asset]),
    )
    const items = steps.map((step) => generationInfoView(step, assets, version))
    const answer = { generationArray: { items } }
    return selectFields(answer, request.responseFieldArray?.items, request.excludeFieldArray?.items)
  },
})
