import { changeTags, checkChangeableTags, dropUnknownTags } from '../../../../core/metadata/tag-dictionary.ts'
import { operation } from '../../operation.ts'
import { emptyResponse } from '../declared/responses.ts'
import { companyAdmins } from '../declared/role-sets.ts'
import { namedField, tagValuesRequest } from './named-field.ts'

/** Gives a field these tags in place of those that it knows; assets lose tags that are not among them. */
export const setTagFieldValues = operation({
  name: 'setTagFieldValues',
  since: '2010-01-31',
  roles: companyAdmins,
  request: tagValuesRequest,
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
