import { changeTags, checkChangeableTags, dropUnknownTags } from '../../../../core/metadata/tag-dictionary.ts'
import { required, sequence, string } from '../../../../soap/schema.ts'
import { operation } from '../../operation.ts'
import { StringArray } from '../../types/value-arrays.ts'
import { emptyResponse } from '../declared/responses.ts'
import { companyAdmins } from '../declared/role-sets.ts'
import { namedField } from './named-field.ts'

/** Gives a field these tags in place of those that it knows; assets lose tags that are not among them. */
export const setTagFieldValues = operation({
  name: 'setTagFieldValues',
  since: '2010-01-31',
  roles: companyAdmins,
  request: sequence('', {
    companyHandle: required(string),
    fieldHandle: required(string),
    valueArray: required(StringArray),
  }),
  response: emptyResponse,
  run: async (request, { db }) => {
    const field = await namedField(db, request)
    checkChangeableTags(field)
    await db.transaction().execute(async (tx) => {
      await changeTags(tx, field, () => request.valueArray.items)
      await dropUnknownTags(tx, field)
    })
    return {}
  },
})
