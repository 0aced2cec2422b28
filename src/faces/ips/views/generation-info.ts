import type { AssetView } from '../../../core/assets/asset.queries.ts'
import type { GenerationStep } from '../../../core/assets/asset-generation.ts'
import type { Static } from '../../../soap/schema.ts'
import type { GenerationInfo } from '../types/generation-info.ts'
import { assetView } from './asset.ts'

/** A step with both of its assets, as far as `assets` has them. */
export function generationInfoView(
  step: GenerationStep,
  assets: ReadonlyMap<number, AssetView>,
  version: string,
): Static<typeof GenerationInfo> {
  const viewOf = (id: number) => {
    const asset = assets.get(id)
    return asset && assetView(asset, version)
  }
  const attributes = Object.entries(step.attributes).map(([name, value]) => ({ name, value }))
  return {
    engine: step.engine,
    originator: viewOf(step.originatorId),
    generated: viewOf(step.generatedId),
    attributeArray: { items: attributes },
  }
}
