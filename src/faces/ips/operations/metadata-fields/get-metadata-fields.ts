import { metadataFields } from '../../../../core/metadata/metadata-field.ts'
import { required, sequence, string } from '../../../../soap/schema.ts'
import { parseCompanyHandle } from '../../handles.ts'
import { operation } from '../../operation.ts'
import { assetTypes } from '../../types/asset-types.ts'
import { MetadataFieldArray } from '../../types/metadata-fields.ts'
import { metadataFieldView } from '../../views/metadata-field.ts'
import { everyRoleButTrial } from '../declared/role-sets.ts'

/** The metadata fields that assets of a type have: their own and those of all types. */
export const getMetadataFields = operation({
  name: 'getMetadataFields',
  roles: everyRoleButTrial,
  request: sequence('', {
    companyHandle: required(string),
    assetType: required(string, { oneOf: assetTypes }),
  }),
  response: sequence('', { fieldArray: required(MetadataFieldArray) }),
  run: async ({ companyHandle, assetType }, { db, version }) => {
    const fields = await metadataFields(db, parseCompanyHandle(companyHandle), assetType)
    return { fieldArray: { items: fields.map((field) => metadataFieldView(field, version)) } }
  },
})
