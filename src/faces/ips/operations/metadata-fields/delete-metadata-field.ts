import { deleteMetadataField as remove } from '../../../../core/metadata/metadata-field.ts'
import { required, sequence, string } from '../../../../soap/schema.ts'
import { operation } from '../../operation.ts'
import { emptyResponse } from '../declared/responses.ts'
import { companyAdmins } from '../declared/role-sets.ts'
import { namedField } from './named-field.ts'

/** Takes a metadata field away with the values that assets have of it. */
export const deleteMetadataField = operation({
  name: 'deleteMetadataField',
  since: '2008-01-15',
  roles: companyAdmins,
  request: sequence('', { companyHandle: required(string), fieldHandle: required(string) }),
  response: emptyResponse,
  run: async (request, { db }) => {
    await remove(db, await namedField(db, request))
    return {}
  },
})
