import { DarkroomError } from '../../../../core/errors.ts'
import { uniqueFieldValues } from '../../../../core/metadata/unique-values.ts'
import { optional, required, sequence, string } from '../../../../soap/schema.ts'
import { operation } from '../../operation.ts'
import { StringArray } from '../../types/value-arrays.ts'
import { everyRoleButTrial } from '../declared/role-sets.ts'
import { namedField } from '../metadata-fields/named-field.ts'

/** The different values that assets have of a metadata field, in order; of a tag field the different tags. */
export const getUniqueMetadataValues = operation({
  name: 'getUniqueMetadataValues',
  roles: everyRoleButTrial,
  // The schema demands fieldHandle, the operation's page does not.
  request: sequence('', { companyHandle: required(string), fieldHandle: optional(string) }),
  response: sequence('', { values: required(StringArray) }),
  run: async ({ companyHandle, fieldHandle = '' }, { db }) => {
    if (fieldHandle === '')
      throw new DarkroomError('missing-parameter', 'fieldHandle is missing; the field of the values.', {
        field: 'fieldHandle',
      })
    return {
      values: { items: await uniqueFieldValues(db, await namedField(db, { companyHandle, fieldHandle })) },
    }
  },
})
