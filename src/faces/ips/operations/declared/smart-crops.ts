import { optional, required, sequence, string } from '../../../../soap/schema.ts'
import type { AnyOperation } from '../../operation.ts'
import { SmartCropAddArray, SmartCropUpdateArray } from '../../types/smart-crops.ts'
import { SubAssetArray, SubAssetOperationFaultArray, SubAssetReferenceArray } from '../../types/sub-assets.ts'
import { declaredOperation } from './declared-operation.ts'
import { batchFields, batchResponse } from './responses.ts'
import { editors } from './role-sets.ts'

/** Smart crops and other parts that belong to one asset. */
export const declaredSmartCropOperations: readonly AnyOperation[] = [
  declaredOperation({
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
  }),
  declaredOperation({
    name: 'deleteSubAssets',
    since: '2021-04-26-beta',
    roles: editors,
    request: sequence('', {
      companyHandle: required(string),
      subAssetArray: required(SubAssetReferenceArray),
    }),
    response: batchResponse(SubAssetOperationFaultArray),
  }),
  declaredOperation({
    name: 'updateSmartCrops',
    since: '2021-04-26-beta',
    roles: editors,
    request: sequence('', { companyHandle: required(string), updateArray: required(SmartCropUpdateArray) }),
    response: batchResponse(SubAssetOperationFaultArray),
  }),
]
