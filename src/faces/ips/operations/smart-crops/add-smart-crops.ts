import { addSmartCrop } from '../../../../core/assets/smart-crops.ts'
import { optional, required, type Static, sequence, string } from '../../../../soap/schema.ts'
import { smartCropHandle } from '../../handles.ts'
import { operation } from '../../operation.ts'
import { SmartCropAddArray } from '../../types/smart-crops.ts'
import { type SubAsset, SubAssetArray, SubAssetOperationFaultArray } from '../../types/sub-assets.ts'
import { batchFields } from '../declared/responses.ts'
import { editors } from '../declared/role-sets.ts'
import { eachItem, ownerOf } from './batch.ts'

/** Gives an image smart crops whose place the client chose. They are delivered with the next publish. */
export const addSmartCrops = operation({
  name: 'addSmartCrops',
  since: '2021-04-26-beta',
  roles: editors,
  request: sequence('', {
    companyHandle: required(string),
    ownerHandle: required(string),
    addArray: required(SmartCropAddArray),
  }),
  response: sequence('', {
    ...batchFields(SubAssetOperationFaultArray),
    successDetailArray: optional(SubAssetArray),
  }),
  run: async ({ companyHandle, ownerHandle, addArray }, call) => {
    const owner = ownerOf(call, companyHandle, ownerHandle)
    const added: Static<typeof SubAsset>[] = []
    const counts = await eachItem(
      addArray.items,
      ({ cropName }) => ({ subAssetName: cropName }),
      async ({ cropName, cropWidth, cropHeight, cropRect }) => {
        const { leftN, topN, widthN, heightN } = cropRect
        const { name, width, height, x, y, w, h } = await addSmartCrop(call.db, owner, {
          name: cropName,
          width: cropWidth,
          height: cropHeight,
          x: leftN,
          y: topN,
          w: widthN,
          h: heightN,
        })
        const rect = { leftN: x, topN: y, widthN: w, heightN: h }
        added.push({
          subAssetHandle: smartCropHandle(owner.assetId, name),
          type: 'SmartCrop',
          name,
          smartCrop: { cropRect: rect, width, height },
        })
      },
    )
    return { ...counts, successDetailArray: { items: added } }
  },
})
