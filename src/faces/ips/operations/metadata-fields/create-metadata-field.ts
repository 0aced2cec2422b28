import { createMetadataField as create } from '../../../../core/metadata/metadata-field.ts'
import { boolean, optional, required, sequence, string } from '../../../../soap/schema.ts'
import { metadataFieldHandle, parseCompanyHandle } from '../../handles.ts'
import { operation } from '../../operation.ts'
import { assetTypes } from '../../types/asset-types.ts'
import { metadataFieldTypes } from '../../types/repository-constants.ts'
import { companyAdmins } from '../declared/role-sets.ts'

/** Makes a metadata field for the assets of a type, or, with `Asset`, for all. */
export const createMetadataField = operation({
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
  run: async ({ companyHandle, ...field }, { db, version }) => ({
    fieldHandle: metadataFieldHandle(
      await create(db, { ...field, companyId: parseCompanyHandle(companyHandle) }),
      version,
    ),
  }),
})
