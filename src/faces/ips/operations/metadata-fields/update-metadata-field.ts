import { updateMetadataField as update } from '../../../../core/metadata/metadata-field.ts'
import { boolean, optional, required, sequence, string } from '../../../../soap/schema.ts'
import { metadataFieldHandle } from '../../handles.ts'
import { operation } from '../../operation.ts'
import { companyAdmins } from '../declared/role-sets.ts'
import { namedField } from './named-field.ts'

/** Changes a metadata field; a new name gives it a new handle. */
export const updateMetadataField = operation({
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
  run: async ({ companyHandle, fieldHandle, ...changes }, { db, version }) => ({
    fieldHandle: metadataFieldHandle(
      await update(db, await namedField(db, { companyHandle, fieldHandle }), changes),
      version,
    ),
  }),
})
