import type { SmartCropOwner } from '../../../../core/assets/smart-crops.ts'
import { DarkroomError } from '../../../../core/errors.ts'
import { faultFor } from '../../faults.ts'
import { parseAssetHandle, parseCompanyHandle, parseSmartCropHandle } from '../../handles.ts'
import type { Call } from '../../operation.ts'

interface SubAssetFault {
  readonly subAssetHandle?: string
  readonly subAssetName?: string
  readonly code: number
  readonly reason: string
}

/** Does each item for itself: one that fails is a fault in the reply, told by what `named` says of it. */
export async function eachItem<Item>(
  items: readonly Item[],
  named: (item: Item) => Pick<SubAssetFault, 'subAssetHandle' | 'subAssetName'>,
  run: (item: Item) => Promise<void>,
) {
  const faults: SubAssetFault[] = []
  for (const item of items)
    try {
      await run(item)
    } catch (error) {
      if (!(error instanceof DarkroomError) || error.code === 'internal') throw error
      const { code, reason } = faultFor(error)
      faults.push({ ...named(item), code, reason })
    }
  return {
    successCount: items.length - faults.length,
    warningCount: 0,
    errorCount: faults.length,
    ...(faults.length > 0 && { errorDetailArray: { items: faults } }),
  }
}

/** The image of a request. */
export function ownerOf({ caller }: Call, companyHandle: string, ownerHandle: string): SmartCropOwner {
  return {
    companyId: parseCompanyHandle(companyHandle),
    assetId: parseAssetHandle(ownerHandle),
    userId: caller.userId,
  }
}

/** The name of a smart crop by its handle. Throws `invalid-parameter` when that is one of another image. */
export function nameOfCrop(subAssetHandle: string, { assetId }: SmartCropOwner): string {
  const crop = parseSmartCropHandle(subAssetHandle)
  if (crop.assetId === assetId) return crop.name
  throw new DarkroomError(
    'invalid-parameter',
    `subAssetHandle: '${subAssetHandle.slice(0, 80)}' is no part of a|${assetId}.`,
    { field: 'subAssetHandle' },
  )
}
