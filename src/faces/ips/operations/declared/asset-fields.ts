import { required, sequence, string } from '../../../../soap/schema.ts'
import type { AnyOperation } from '../../operation.ts'
import {
  FontFieldUpdateArray,
  IccProfileFieldUpdateArray,
  ImageFieldUpdateArray,
  ThumbAssetUpdateArray,
} from '../../types/asset-updates.ts'
import { AssetOperationFaultArray } from '../../types/operation-faults.ts'
import { declaredOperation } from './declared-operation.ts'
import { batchResponse } from './responses.ts'
import { editors } from './role-sets.ts'

/** Fields of many assets at once. */
export const declaredAssetFieldOperations: readonly AnyOperation[] = [
  declaredOperation({
    name: 'batchSetFontFields',
    since: '2009-07-31',
    roles: editors,
    request: sequence('', { companyHandle: required(string), updateArray: required(FontFieldUpdateArray) }),
    response: batchResponse(AssetOperationFaultArray),
  }),
  declaredOperation({
    name: 'batchSetIccProfileFields',
    since: '2009-07-31',
    roles: editors,
    request: sequence('', {
      companyHandle: required(string),
      updateArray: required(IccProfileFieldUpdateArray),
    }),
    response: batchResponse(AssetOperationFaultArray),
  }),
  declaredOperation({
    name: 'batchSetImageFields',
    since: '2008-01-15',
    roles: editors,
    request: sequence('', { companyHandle: required(string), updateArray: required(ImageFieldUpdateArray) }),
    response: batchResponse(AssetOperationFaultArray),
  }),
  declaredOperation({
    name: 'batchSetThumbAsset',
    since: '2010-01-31',
    roles: editors,
    request: sequence('', { companyHandle: required(string), updateArray: required(ThumbAssetUpdateArray) }),
    response: batchResponse(AssetOperationFaultArray),
  }),
]
