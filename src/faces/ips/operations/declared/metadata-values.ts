import { base64Binary } from '../../../../soap/base64-binary.ts'
import { boolean, optional, required, sequence, string } from '../../../../soap/schema.ts'
import type { AnyOperation } from '../../operation.ts'
import { BatchMetadataUpdateArray, MetadataDeleteArray, MetadataUpdateArray } from '../../types/metadata.ts'
import { ValueCountArray } from '../../types/metadata-fields.ts'
import { SetMetadataFaultArray } from '../../types/operation-faults.ts'
import { StringArray } from '../../types/value-arrays.ts'
import { declaredOperation } from './declared-operation.ts'
import { batchResponse, emptyResponse } from './responses.ts'
import { editors, everyRoleButTrial } from './role-sets.ts'

/** Metadata of assets, as fields and as XMP packets. */
export const declaredMetadataValueOperations: readonly AnyOperation[] = [
  declaredOperation({
    name: 'applyMetadataTemplate',
    since: '2010-01-31-beta',
    roles: editors,
    request: sequence('', {
      companyHandle: required(string),
      assetHandleArray: required(StringArray),
      templateId: required(string),
    }),
    response: sequence('', { success: required(boolean) }),
  }),
  declaredOperation({
    name: 'batchSetAssetMetadata',
    since: '2008-01-15',
    roles: editors,
    request: sequence('', {
      companyHandle: required(string),
      updateArray: required(BatchMetadataUpdateArray),
    }),
    response: batchResponse(SetMetadataFaultArray),
  }),
  declaredOperation({
    name: 'deleteAssetMetadata',
    since: '2013-08-29-beta',
    roles: editors,
    request: sequence('', {
      companyHandle: required(string),
      assetHandle: required(string),
      deleteArray: required(MetadataDeleteArray),
    }),
    response: emptyResponse,
  }),
  declaredOperation({
    name: 'getDistinctMetadataValues',
    since: '2010-01-31',
    roles: everyRoleButTrial,
    request: sequence('', { companyHandle: required(string), metadataKey: required(string) }),
    response: sequence('', { valueArray: required(ValueCountArray) }),
  }),
  // The schema demands fieldHandle, the operation's page does not.
  declaredOperation({
    name: 'getUniqueMetadataValues',
    roles: everyRoleButTrial,
    request: sequence('', { companyHandle: required(string), fieldHandle: optional(string) }),
    response: sequence('', { values: required(StringArray) }),
  }),
  declaredOperation({
    name: 'getXMPPacket',
    since: '2010-01-31',
    roles: everyRoleButTrial,
    request: sequence('', { companyHandle: required(string), assetHandle: required(string) }),
    response: sequence('', { compressedPacket: required(base64Binary) }),
  }),
  // Known by its name only: version 6.0 dropped it.
  declaredOperation({
    name: 'getXMPPanelViewDefinition',
    since: '2010-01-31-beta',
    until: '2012-02-14',
    deprecated: true,
    roles: everyRoleButTrial,
    request: sequence('', { companyHandle: optional(string) }),
    response: emptyResponse,
  }),
  declaredOperation({
    name: 'setAssetMetadata',
    roles: editors,
    request: sequence('', {
      companyHandle: required(string),
      assetHandle: required(string),
      updateArray: required(MetadataUpdateArray),
    }),
    response: emptyResponse,
  }),
  declaredOperation({
    name: 'updateXMPPacket',
    since: '2010-01-31',
    roles: everyRoleButTrial,
    request: sequence('', {
      companyHandle: required(string),
      assetHandle: required(string),
      compressedPacket: required(base64Binary),
    }),
    response: sequence('', { success: required(boolean) }),
  }),
]
