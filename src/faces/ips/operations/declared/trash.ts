import { required, sequence, string } from '../../../../soap/schema.ts'
import type { AnyOperation } from '../../operation.ts'
import { AssetOperationFaultArray } from '../../types/operation-faults.ts'
import { HandleArray } from '../../types/value-arrays.ts'
import { declaredOperation } from './declared-operation.ts'
import { batchResponse } from './responses.ts'
import { editors } from './role-sets.ts'

/** The trash. */
export const declaredTrashOperations: readonly AnyOperation[] = [
  declaredOperation({
    name: 'emptyAssetsFromTrash',
    since: '2008-01-15',
    roles: editors,
    request: sequence('', { companyHandle: required(string), assetHandleArray: required(HandleArray) }),
    response: batchResponse(AssetOperationFaultArray),
  }),
  declaredOperation({
    name: 'restoreAssetsFromTrash',
    since: '2008-01-15',
    roles: editors,
    request: sequence('', { companyHandle: required(string), assetHandleArray: required(HandleArray) }),
    response: batchResponse(AssetOperationFaultArray),
  }),
]
