import { changeTags, checkChangeableTags } from '../../../../core/metadata/tag-dictionary.ts'
import { required, sequence, string } from '../../../../soap/schema.ts'
import { operation } from '../../operation.ts'
import { StringArray } from '../../types/value-arrays.ts'
import { emptyResponse } from '../declared/responses.ts'
import { companyAdmins } from '../declared/role-sets.ts'
import { namedField } from './named-field.ts'

/** Adds tags to those that a field knows. */
export const addTagFieldValues = operation({
  name: 'addTagFieldValues',
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
    const { items } = request.valueArray
    await db.transaction().execute(async (tx) => await changeTags(tx, field, (known) => [...known, ...items]))
    return {}
  },
})
