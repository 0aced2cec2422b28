import { type AssetView, assetsById } from '../../../../core/assets/asset.queries.ts'
import { generationSteps } from '../../../../core/assets/asset-generation.ts'
import { setMembers } from '../../../../core/sets/set-members.ts'
import { setsOfAsset } from '../../../../core/sets/sets-of-asset.ts'
import { optional, required, sequence, string } from '../../../../soap/schema.ts'
import { operation } from '../../operation.ts'
import { Asset, AssetArray } from '../../types/asset.ts'
import { GenerationInfoArray } from '../../types/generation-info.ts'
import { SubAssetArray } from '../../types/sub-assets.ts'
import { StringArray } from '../../types/value-arrays.ts'
import { assetView } from '../../views/asset.ts'
import { generationInfoView } from '../../views/generation-info.ts'
import { selectFields } from '../../views/select-fields.ts'
import { smartCropView } from '../../views/sub-asset.ts'
import { namedAsset } from '../metadata/named-asset.ts'
import { everyRole } from '../roles.ts'

/** Sets of an answer at most; an asset may be in any number of them. */
const maxContainers = 1_000

/**
 * What an asset has to do with others outside the trash: the sets that it is in, its members where it is a set, what it was
 * made of and what was made of it, and its smart crops. Layers, owners and derived assets are no relations that darkroom
 * keeps: these groups are left out, and so is `thumbAsset`.
 */
export const getAssociatedAssets = operation({
  name: 'getAssociatedAssets',
  since: '2008-01-15',
  roles: everyRole,
  request: sequence('', {
    companyHandle: required(string),
    assetHandle: required(string),
    responseFieldArray: optional(StringArray),
    excludeFieldArray: optional(StringArray),
  }),
  response: sequence('', {
    containerArray: optional(AssetArray),
    memberArray: optional(AssetArray),
    layerReferenceArray: optional(AssetArray),
    ownerArray: optional(AssetArray),
    derivedArray: optional(AssetArray),
    generatorArray: optional(GenerationInfoArray),
    generatedArray: optional(GenerationInfoArray),
    subAssetArray: optional(SubAssetArray, { since: '2021-04-26-beta' }),
    thumbAsset: optional(Asset),
  }),
  run: async (request, { db, version }) => {
    const { id, companyId } = await namedAsset(db, request.companyHandle, request.assetHandle)
    const steps = { companyId, engine: undefined, originatorId: undefined, generatedId: undefined }
    const generators = await generationSteps(db, { ...steps, generatedId: id })
    const generated = await generationSteps(db, { ...steps, originatorId: id })
    const containers = await setsOfAsset(db, id, maxContainers)
    const members = (await setMembers(db, id)).map(({ assetId }) => assetId)
    const ids = [...generators, ...generated].flatMap((step) => [step.originatorId, step.generatedId])
    const found = await assetsById(db, companyId, [...new Set([id, ...ids, ...containers, ...members])])
    const assets = new Map<number, AssetView>(found.map((asset) => [asset.id, asset]))
    const asset = assets.get(id)
    const views = (wanted: readonly number[]) => ({
      items: wanted.flatMap((one) => assets.get(one) ?? []).map((one) => assetView(one, version)),
    })
    const answer = {
      containerArray: views(containers),
      memberArray: views(members),
      generatorArray: { items: generators.map((step) => generationInfoView(step, assets, version)) },
      generatedArray: { items: generated.map((step) => generationInfoView(step, assets, version)) },
      subAssetArray: { items: asset?.smart_crops.map((crop) => smartCropView(asset, crop)) ?? [] },
    }
    return selectFields(answer, request.responseFieldArray?.items, request.excludeFieldArray?.items)
  },
})
