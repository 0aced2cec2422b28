import { boolean, optional, required, sequence, string } from '../../../../soap/schema.ts'
import type { AnyOperation } from '../../operation.ts'
import { ValueCountArray } from '../../types/metadata-fields.ts'
import { StringArray } from '../../types/value-arrays.ts'
import { declaredOperation } from './declared-operation.ts'
import { emptyResponse } from './responses.ts'
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
    name: 'getDistinctMetadataValues',
    since: '2010-01-31',
    roles: everyRoleButTrial,
    request: sequence('', { companyHandle: required(string), metadataKey: required(string) }),
    response: sequence('', { valueArray: required(ValueCountArray) }),
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
]
