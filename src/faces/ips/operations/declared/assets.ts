import { boolean, optional, required, sequence, string } from '../../../../soap/schema.ts'
import type { AnyOperation } from '../../operation.ts'
import { AssetArray, AssetCountArray, ZipEntryArray } from '../../types/asset.ts'
import { AssetMoveArray } from '../../types/asset-updates.ts'
import { AssetOperationFaultArray } from '../../types/operation-faults.ts'
import { SearchStringsArray } from '../../types/search-strings.ts'
import { HandleArray, StringArray } from '../../types/value-arrays.ts'
import { everyRole, everyRoleButPortalUser } from '../roles.ts'
import { declaredOperation } from './declared-operation.ts'
import { batchResponse, emptyResponse } from './responses.ts'
import { companyAndTrialAdmins, editors } from './role-sets.ts'

/** Assets as a whole: reading, naming, moving, deleting, and what they are made from. */
export const declaredAssetOperations: readonly AnyOperation[] = [
  // The schema demands companyHandle, the operation's page does not.
  declaredOperation({
    name: 'checkAssetNames',
    since: '2008-09-10',
    roles: everyRole,
    request: sequence('', { companyHandle: optional(string), assetNameArray: required(StringArray) }),
    response: sequence('', { inUseNameArray: required(StringArray) }),
  }),
  declaredOperation({
    name: 'deleteAsset',
    roles: editors,
    request: sequence('', { companyHandle: required(string), assetHandle: required(string) }),
    response: emptyResponse,
  }),
  declaredOperation({
    name: 'deleteAssets',
    since: '2008-01-15',
    roles: editors,
    request: sequence('', { companyHandle: required(string), assetHandleArray: required(HandleArray) }),
    response: batchResponse(AssetOperationFaultArray),
  }),
  declaredOperation({
    name: 'getAssetCounts',
    since: '2008-01-15',
    roles: everyRole,
    request: sequence('', { companyHandle: required(string) }),
    response: sequence('', { countArray: optional(AssetCountArray) }),
  }),
  declaredOperation({
    name: 'getAssets',
    roles: everyRole,
    request: sequence('', {
      companyHandle: required(string),
      accessUserHandle: optional(string),
      accessGroupHandle: optional(string),
      assetHandleArray: required(HandleArray),
      responseFieldArray: optional(StringArray),
      excludeFieldArray: optional(StringArray),
    }),
    response: sequence('', { assetArray: optional(AssetArray) }),
  }),
  declaredOperation({
    name: 'getOriginalFilePaths',
    roles: everyRoleButPortalUser,
    request: sequence('', { companyHandle: required(string), assetHandleArray: required(HandleArray) }),
    response: sequence('', { originalFileArray: required(StringArray) }),
  }),
  declaredOperation({
    name: 'getSearchStrings',
    since: '2008-01-15',
    roles: companyAndTrialAdmins,
    request: sequence('', {
      companyHandle: required(string, { since: '2012-02-14' }),
      assetHandle: required(string),
    }),
    response: sequence('', { searchStringsArray: required(SearchStringsArray) }),
  }),
  declaredOperation({
    name: 'getZipEntries',
    since: '2008-01-15',
    roles: everyRole,
    request: sequence('', { companyHandle: required(string), assetHandle: required(string) }),
    response: sequence('', { zipArray: required(ZipEntryArray) }),
  }),
  declaredOperation({
    name: 'moveAsset',
    roles: editors,
    request: sequence('', {
      companyHandle: required(string),
      assetHandle: required(string),
      folderHandle: required(string),
    }),
    response: emptyResponse,
  }),
  declaredOperation({
    name: 'moveAssets',
    since: '2008-01-15',
    roles: editors,
    request: sequence('', { companyHandle: required(string), assetMoveArray: required(AssetMoveArray) }),
    response: batchResponse(AssetOperationFaultArray),
  }),
  declaredOperation({
    name: 'renameAsset',
    roles: editors,
    request: sequence('', {
      companyHandle: required(string),
      assetHandle: required(string),
      newName: required(string),
      validateName: required(boolean),
      renameFiles: optional(boolean, { until: '2012-02-14' }),
    }),
    response: emptyResponse,
  }),
]
