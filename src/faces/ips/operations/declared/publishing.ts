import { boolean, optional, required, sequence, string } from '../../../../soap/schema.ts'
import type { AnyOperation } from '../../operation.ts'
import { AssetOperationFaultArray } from '../../types/operation-faults.ts'
import {
  AssetPublishContextsArray,
  AssetsContextStateUpdateArray,
  PublishStateUpdateArray,
} from '../../types/publish-contexts.ts'
import { publishStates } from '../../types/repository-constants.ts'
import { HandleArray } from '../../types/value-arrays.ts'
import { everyRole } from '../roles.ts'
import { declaredOperation } from './declared-operation.ts'
import { batchResponse, emptyResponse } from './responses.ts'
import { editors } from './role-sets.ts'

/** What is published, and where to. */
export const declaredPublishingOperations: readonly AnyOperation[] = [
  declaredOperation({
    name: 'batchGetAssetPublishContexts',
    since: '2012-02-14',
    roles: everyRole,
    request: sequence('', { companyHandle: required(string), assetHandleArray: required(HandleArray) }),
    response: sequence('', { assetPublishContextsArray: required(AssetPublishContextsArray) }),
  }),
  declaredOperation({
    name: 'forceRepublishAssets',
    since: '2014-04-03',
    roles: editors,
    request: sequence('', {
      companyHandle: required(string),
      republishFiles: optional(boolean),
      resyncCatalog: optional(boolean),
      assetHandleArray: required(HandleArray),
    }),
    response: batchResponse(AssetOperationFaultArray),
  }),
  declaredOperation({
    name: 'setAssetPublishState',
    roles: editors,
    request: sequence('', {
      companyHandle: required(string),
      assetHandle: required(string),
      publishState: required(string, { oneOf: publishStates }),
      contextHandleArray: optional(HandleArray, { since: '2010-01-31-beta' }),
    }),
    response: emptyResponse,
  }),
  declaredOperation({
    name: 'setAssetsContextState',
    since: '2012-02-14',
    roles: everyRole,
    request: sequence('', {
      companyHandle: required(string),
      assetsContextStateUpdateArray: required(AssetsContextStateUpdateArray),
    }),
    response: batchResponse(AssetOperationFaultArray),
  }),
  declaredOperation({
    name: 'setAssetsPublishState',
    since: '2008-01-15',
    roles: editors,
    request: sequence('', {
      companyHandle: required(string),
      publishStateUpdateArray: required(PublishStateUpdateArray),
    }),
    response: batchResponse(AssetOperationFaultArray),
  }),
]
