import { boolean, optional, required, sequence, string } from '../../../../soap/schema.ts'
import type { AnyOperation } from '../../operation.ts'
import { assetTypes } from '../../types/asset-types.ts'
import {
  AssetMetadataFieldsArray,
  MetadataFieldArray,
  TagFieldValuesArray,
  TagValueUpdateArray,
} from '../../types/metadata-fields.ts'
import { TagValueUpdateFaultArray } from '../../types/operation-faults.ts'
import { metadataFieldTypes } from '../../types/repository-constants.ts'
import { HandleArray, StringArray } from '../../types/value-arrays.ts'
import { everyRole } from '../roles.ts'
import { declaredOperation } from './declared-operation.ts'
import { batchResponse, emptyResponse } from './responses.ts'
import { adminsAndIpsUsers, companyAdmins, everyRoleButTrial } from './role-sets.ts'

/** Definitions of metadata fields, and the tags that they know. */
export const declaredMetadataFieldOperations: readonly AnyOperation[] = [
  declaredOperation({
    name: 'addTagFieldValues',
    since: '2010-01-31',
    roles: companyAdmins,
    request: sequence('', {
      companyHandle: required(string),
      fieldHandle: required(string),
      valueArray: required(StringArray),
    }),
    response: emptyResponse,
  }),
  // Documented for IpsAdmin alone, although company administrators may change and delete fields.
  declaredOperation({
    name: 'createMetadataField',
    since: '2008-01-15',
    roles: companyAdmins,
    request: sequence('', {
      companyHandle: required(string),
      assetType: required(string, { oneOf: assetTypes }),
      name: required(string),
      fieldType: required(string, { oneOf: metadataFieldTypes }),
      defaultValue: optional(string),
      isHidden: optional(boolean, { since: '2012-02-14' }),
      isEnforced: optional(boolean),
      isPublishData: optional(boolean, { since: '2021-04-26-beta' }),
      // The documented example has it before defaultValue.
      initialTagValue: optional(string, { since: '2012-02-14', anyPlace: true }),
    }),
    response: sequence('', { fieldHandle: required(string) }),
  }),
  declaredOperation({
    name: 'deleteMetadataField',
    since: '2008-01-15',
    roles: companyAdmins,
    request: sequence('', { companyHandle: required(string), fieldHandle: required(string) }),
    response: emptyResponse,
  }),
  declaredOperation({
    name: 'deleteTagFieldValues',
    since: '2010-01-31',
    roles: companyAdmins,
    request: sequence('', {
      companyHandle: required(string),
      fieldHandle: required(string),
      valueArray: required(StringArray),
    }),
    response: emptyResponse,
  }),
  declaredOperation({
    name: 'getAssetMetadataFields',
    since: '2009-07-31',
    roles: everyRoleButTrial,
    request: sequence('', { companyHandle: required(string) }),
    response: sequence('', { assetFieldsArray: required(AssetMetadataFieldsArray) }),
  }),
  declaredOperation({
    name: 'getMetadataFields',
    roles: everyRoleButTrial,
    request: sequence('', {
      companyHandle: required(string),
      assetType: required(string, { oneOf: assetTypes }),
    }),
    response: sequence('', { fieldArray: required(MetadataFieldArray) }),
  }),
  declaredOperation({
    name: 'getTagFieldValues',
    since: '2010-01-31',
    roles: everyRole,
    request: sequence('', { companyHandle: required(string), fieldHandleArray: required(HandleArray) }),
    response: sequence('', { fieldArray: required(TagFieldValuesArray) }),
  }),
  declaredOperation({
    name: 'saveMetadataField',
    deprecated: true,
    roles: adminsAndIpsUsers,
    request: sequence('', {
      companyHandle: required(string),
      fieldHandle: optional(string),
      assetType: required(string, { oneOf: assetTypes }),
      name: required(string),
      fieldType: required(string, { oneOf: metadataFieldTypes }),
      defaultValue: required(string),
      isHidden: optional(boolean, { since: '2012-02-14' }),
      isEnforced: optional(boolean, { since: '2008-01-15' }),
      isPublishData: optional(boolean, { since: '2021-04-26-beta' }),
    }),
    response: sequence('', { fieldHandle: required(string) }),
  }),
  declaredOperation({
    name: 'setTagFieldValues',
    since: '2010-01-31',
    roles: companyAdmins,
    request: sequence('', {
      companyHandle: required(string),
      fieldHandle: required(string),
      valueArray: required(StringArray),
    }),
    response: emptyResponse,
  }),
  declaredOperation({
    name: 'updateMetadataField',
    since: '2008-01-15',
    roles: companyAdmins,
    request: sequence('', {
      companyHandle: required(string),
      fieldHandle: required(string),
      name: optional(string),
      defaultValue: optional(string),
      isHidden: optional(boolean, { since: '2012-02-14' }),
      isEnforced: optional(boolean),
      isPublishData: optional(boolean, { since: '2021-04-26-beta' }),
      initialTagValue: optional(string, { since: '2012-02-14' }),
    }),
    response: sequence('', { fieldHandle: required(string) }),
  }),
  declaredOperation({
    name: 'updateTagFieldValues',
    since: '2010-01-31',
    roles: companyAdmins,
    request: sequence('', {
      companyHandle: required(string),
      fieldHandle: required(string),
      updateArray: required(TagValueUpdateArray),
    }),
    response: batchResponse(TagValueUpdateFaultArray),
  }),
]
