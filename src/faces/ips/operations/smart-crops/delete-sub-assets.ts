import { removeSmartCrop } from '../../../../core/assets/smart-crops.ts'
import { required, sequence, string } from '../../../../soap/schema.ts'
import { operation } from '../../operation.ts'
import { SubAssetOperationFaultArray, SubAssetReferenceArray } from '../../types/sub-assets.ts'
import { batchResponse } from '../declared/responses.ts'
import { editors } from '../declared/role-sets.ts'
import { eachItem, nameOfCrop, ownerOf } from './batch.ts'

/** Takes smart crops, the only parts that images have, away from them. */
export const deleteSubAssets = operation({
  name: 'deleteSubAssets',
  since: '2021-04-26-beta',
  roles: editors,
  request: sequence('', {
    companyHandle: required(string),
    subAssetArray: required(SubAssetReferenceArray),
  }),
  response: batchResponse(SubAssetOperationFaultArray),
  run: async ({ companyHandle, subAssetArray }, call) =>
    await eachItem(
      subAssetArray.items,
      ({ subAssetHandle }) => ({ subAssetHandle }),
      async ({ ownerHandle, subAssetHandle }) => {
        const owner = ownerOf(call, companyHandle, ownerHandle)
        await removeSmartCrop(call.db, owner, nameOfCrop(subAssetHandle, owner))
      },
    ),
})
