import { moveSmartCrop } from '../../../../core/assets/smart-crops.ts'
import { required, sequence, string } from '../../../../soap/schema.ts'
import { operation } from '../../operation.ts'
import { SmartCropUpdateArray } from '../../types/smart-crops.ts'
import { SubAssetOperationFaultArray } from '../../types/sub-assets.ts'
import { batchResponse } from '../declared/responses.ts'
import { editors } from '../declared/role-sets.ts'
import { eachItem, nameOfCrop, ownerOf } from './batch.ts'

/** Moves smart crops. One without a rectangle stays where it is. */
export const updateSmartCrops = operation({
  name: 'updateSmartCrops',
  since: '2021-04-26-beta',
  roles: editors,
  request: sequence('', { companyHandle: required(string), updateArray: required(SmartCropUpdateArray) }),
  response: batchResponse(SubAssetOperationFaultArray),
  run: async ({ companyHandle, updateArray }, call) =>
    await eachItem(
      updateArray.items,
      ({ subAssetHandle }) => ({ subAssetHandle }),
      async ({ ownerHandle, subAssetHandle, cropRect }) => {
        const owner = ownerOf(call, companyHandle, ownerHandle)
        const name = nameOfCrop(subAssetHandle, owner)
        if (!cropRect) return
        const { leftN: x, topN: y, widthN: w, heightN: h } = cropRect
        await moveSmartCrop(call.db, owner, name, { x, y, w, h })
      },
    ),
})
