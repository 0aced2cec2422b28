import { createMetadataField, updateMetadataField } from '../../../../core/metadata/metadata-field.ts'
import { boolean, optional, required, sequence, string } from '../../../../soap/schema.ts'
import { metadataFieldHandle, parseCompanyHandle } from '../../handles.ts'
import { operation } from '../../operation.ts'
import { assetTypes } from '../../types/asset-types.ts'
import { metadataFieldTypes } from '../../types/repository-constants.ts'
import { adminsAndIpsUsers } from '../declared/role-sets.ts'
import { namedField } from './named-field.ts'

/** Makes a metadata field, or changes the one of a handle; its type and asset type stay. */
export const saveMetadataField = operation({
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
  run: async ({ companyHandle, fieldHandle = '', ...field }, { db, version }) => {
    const saved =
      fieldHandle === ''
        ? await createMetadataField(db, { ...field, companyId: parseCompanyHandle(companyHandle) })
        : await updateMetadataField(db, await namedField(db, { companyHandle, fieldHandle }), field)
    return { fieldHandle: metadataFieldHandle(saved, version) }
  },
})
