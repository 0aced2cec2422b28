import { changeTags, checkChangeableTags, dropUnknownTags } from '../../../../core/metadata/tag-dictionary.ts'
import { operation } from '../../operation.ts'
import { emptyResponse } from '../declared/responses.ts'
import { companyAdmins } from '../declared/role-sets.ts'
import { namedField, tagValuesRequest } from './named-field.ts'

/** Takes tags away from those that a field knows, and from the assets that have them. */
export const deleteTagFieldValues = operation({
  name: 'deleteTagFieldValues',
  since: '2010-01-31',
  roles: companyAdmins,
  request: tagValuesRequest,
  response: emptyResponse,
  run: async (request, { db }) => {
    const field = await namedField(db, request)
    checkChangeableTags(field)
    const gone = new Set(request.valueArray.items.map((tag) => tag.trim()))
    await db.transaction().execute(async (tx) => {
      await changeTags(tx, field, (known) => known.filter((tag) => !gone.has(tag)))
      await dropUnknownTags(tx, field)
    })
    return {}
  },
})
