import { optional, required, sequence, string } from '../../../../soap/schema.ts'
import type { AnyOperation } from '../../operation.ts'
import { ImageSetMemberUpdateArray } from '../../types/sets.ts'
import { declaredOperation } from './declared-operation.ts'
import { emptyResponse } from './responses.ts'
import { editors, everyRoleButTrial } from './role-sets.ts'

/** Image sets and asset sets. */
export const declaredSetOperations: readonly AnyOperation[] = [
  declaredOperation({
    name: 'createAssetSet',
    since: '2009-07-31',
    roles: editors,
    request: sequence('', {
      companyHandle: required(string),
      folderHandle: required(string),
      name: required(string),
      subType: required(string),
      setDefinition: optional(string),
      thumbAssetHandle: optional(string, { since: '2012-02-14' }),
    }),
    response: sequence('', { assetHandle: required(string) }),
  }),
  // Known by its name only: no page of 6.0 and later has it.
  declaredOperation({
    name: 'getAssetSetDefinitions',
    since: '2009-07-31',
    until: '2012-02-14',
    deprecated: true,
    roles: everyRoleButTrial,
    request: sequence('', { companyHandle: optional(string) }),
    response: emptyResponse,
  }),
  declaredOperation({
    name: 'setAssetSetDefinition',
    since: '2009-07-31',
    roles: editors,
    request: sequence('', {
      companyHandle: required(string),
      assetHandle: required(string),
      setDefinition: required(string),
    }),
    response: emptyResponse,
  }),
  declaredOperation({
    name: 'updateAssetSet',
    since: '2012-02-14',
    roles: editors,
    request: sequence('', {
      companyHandle: required(string),
      assetHandle: required(string),
      setDefinition: optional(string),
      thumbAssetHandle: optional(string),
    }),
    response: emptyResponse,
  }),
  declaredOperation({
    name: 'updateImageSet',
    since: '2012-02-14',
    roles: editors,
    request: sequence('', {
      companyHandle: required(string),
      assetHandle: required(string),
      memberArray: optional(ImageSetMemberUpdateArray),
      thumbAssetHandle: optional(string),
    }),
    response: emptyResponse,
  }),
]
