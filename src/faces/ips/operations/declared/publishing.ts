import { boolean, optional, required, sequence, string } from '../../../../soap/schema.ts'
import type { AnyOperation } from '../../operation.ts'
import { AssetOperationFaultArray } from '../../types/operation-faults.ts'
import {
  AssetPublishContextsArray,
  AssetsContextStateUpdateArray,
  PublishContextArray,
  PublishHistoryArray,
  PublishStateUpdateArray,
} from '../../types/publish-contexts.ts'
import { publishContextTypes, publishStates } from '../../types/repository-constants.ts'
import { HandleArray, StringArray } from '../../types/value-arrays.ts'
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
    name: 'getActivePublishContexts',
    since: '2008-01-15',
    roles: everyRole,
    request: sequence('', { companyHandle: required(string) }),
    response: sequence('', { contextArray: required(StringArray) }),
  }),
  declaredOperation({
    name: 'getAssetPublishHistory',
    since: '2008-01-15',
    roles: everyRole,
    request: sequence('', { companyHandle: required(string), assetHandle: required(string) }),
    response: sequence('', { pubHistoryArray: required(PublishHistoryArray) }),
  }),
  declaredOperation({
    name: 'getPublishContexts',
    since: '2012-02-14',
    roles: everyRole,
    request: sequence('', {
      companyHandle: required(string),
      contextType: optional(string, { oneOf: publishContextTypes }),
    }),
    response: sequence('', { publishContextArray: required(PublishContextArray) }),
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
