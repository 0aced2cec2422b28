import { boolean, int, optional, required, sequence, string } from '../../../../soap/schema.ts'
import type { AnyOperation } from '../../operation.ts'
import { AssetArray } from '../../types/asset.ts'
import { publishStates, trashStates } from '../../types/repository-constants.ts'
import {
  ExcludeByproductArray,
  MetadataConditionArray,
  SystemFieldConditionArray,
  TagConditionArray,
} from '../../types/search.ts'
import { assetSortFields, searchMatchModes, sortDirections } from '../../types/search-constants.ts'
import { StringArray } from '../../types/value-arrays.ts'
import { everyRole } from '../roles.ts'
import { declaredOperation } from './declared-operation.ts'
import { emptyResponse } from './responses.ts'
import { everyRoleButTrial } from './role-sets.ts'

/** Search. Of the two that version 6.0 dropped, only the names are known. */
export const declaredSearchOperations: readonly AnyOperation[] = [
  declaredOperation({
    name: 'searchAssets',
    roles: everyRole,
    request: sequence('', {
      companyHandle: required(string),
      accessUserHandle: optional(string),
      accessGroupHandle: optional(string),
      folder: optional(string),
      // The schema demands it, the operation's page does not.
      includeSubfolders: optional(boolean),
      publishState: optional(string, { oneOf: publishStates }),
      trashState: optional(string, { since: '2008-01-15', oneOf: [...trashStates, 'Any'] }),
      conditionMatchMode: optional(string, { oneOf: searchMatchModes }),
      keywordArray: optional(StringArray),
      systemFieldMatchMode: optional(string, { oneOf: searchMatchModes }),
      systemFieldConditionArray: optional(SystemFieldConditionArray),
      tagMatchMode: optional(string, { since: '2010-01-31', oneOf: searchMatchModes }),
      tagConditionArray: optional(TagConditionArray, { since: '2010-01-31' }),
      metadataMatchMode: optional(string, { oneOf: searchMatchModes }),
      metadataConditionArray: optional(MetadataConditionArray),
      assetTypeArray: optional(StringArray),
      excludeAssetTypeArray: optional(StringArray, { since: '2008-01-15' }),
      assetSubTypeArray: optional(StringArray, { since: '2009-07-31' }),
      strictSubTypeCheck: optional(boolean, { since: '2009-07-31' }),
      excludeByproducts: optional(boolean, { since: '2008-01-15' }),
      excludeByproductArray: optional(ExcludeByproductArray, { since: '2009-07-31' }),
      projectHandle: optional(string),
      recordsPerPage: optional(int),
      resultsPage: optional(int),
      sortBy: optional(string, { oneOf: assetSortFields, ignoreCase: true }),
      sortDirection: optional(string, { oneOf: sortDirections, ignoreCase: true }),
      responseFieldArray: optional(StringArray),
      excludeFieldArray: optional(StringArray),
    }),
    response: sequence('', { totalRows: optional(int), assetArray: optional(AssetArray) }),
  }),
  declaredOperation({
    name: 'searchAssetsByFullText',
    since: '2010-01-31-beta',
    until: '2012-02-14',
    deprecated: true,
    roles: everyRoleButTrial,
    request: sequence('', { companyHandle: optional(string) }),
    response: emptyResponse,
  }),
  declaredOperation({
    name: 'searchAssetsBySimilarity',
    since: '2010-01-31-beta',
    until: '2012-02-14',
    deprecated: true,
    roles: everyRoleButTrial,
    request: sequence('', { companyHandle: optional(string) }),
    response: emptyResponse,
  }),
]
