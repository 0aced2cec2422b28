import { changeTags, checkChangeableTags } from '../../../../core/metadata/tag-dictionary.ts'
import { operation } from '../../operation.ts'
import { emptyResponse } from '../declared/responses.ts'
import { companyAdmins } from '../declared/role-sets.ts'
import { namedField, tagValuesRequest } from './named-field.ts'

/** Adds tags to those that a field knows. */
export const addTagFieldValues = operation({
  name: 'addTagFieldValues',
  since: '2010-01-31',
  roles: companyAdmins,
  request: tagValuesRequest,
  response: emptyResponse,
  run: async (request, { db }) => {
    const field = await namedField(db, request)
    checkChangeableTags(field)
    const { items } = request.valueArray
    await db.transaction().execute(async (tx) => await changeTags(tx, field, (known) => [...known, ...items]))
    return {}
  },
})
