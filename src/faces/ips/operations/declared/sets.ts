import { optional, required, sequence, string } from '../../../../soap/schema.ts'
import type { AnyOperation } from '../../operation.ts'
import { assetTypes } from '../../types/asset-types.ts'
import { ImageSetMemberArray, ImageSetMemberUpdateArray } from '../../types/sets.ts'
import { StringArray } from '../../types/value-arrays.ts'
import { everyRole } from '../roles.ts'
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
  declaredOperation({
    name: 'createImageSet',
    roles: editors,
    request: sequence('', {
      companyHandle: required(string),
      folderHandle: required(string),
      name: required(string),
      type: required(string, { oneOf: assetTypes }),
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
    name: 'getImageSetMembers',
    roles: everyRole,
    request: sequence('', {
      companyHandle: required(string),
      assetHandle: required(string),
      responseFieldArray: optional(StringArray, { since: '2021-04-26-beta' }),
      excludeFieldArray: optional(StringArray, { since: '2021-04-26-beta' }),
    }),
    response: sequence('', { memberArray: required(ImageSetMemberArray) }),
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
    name: 'setImageSetMembers',
    roles: editors,
    request: sequence('', {
      companyHandle: required(string),
      assetHandle: required(string),
      memberArray: required(ImageSetMemberUpdateArray),
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
