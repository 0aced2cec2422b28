import { DarkroomError } from '../../../../core/errors.ts'
import { checkChangeableTags, renameTag } from '../../../../core/metadata/tag-dictionary.ts'
import { required, sequence, string } from '../../../../soap/schema.ts'
import { faultFor } from '../../faults.ts'
import { operation } from '../../operation.ts'
import { TagValueUpdateArray } from '../../types/metadata-fields.ts'
import { TagValueUpdateFaultArray } from '../../types/operation-faults.ts'
import { batchResponse } from '../declared/responses.ts'
import { companyAdmins } from '../declared/role-sets.ts'
import { namedField } from './named-field.ts'

/** Gives tags of a field another spelling; assets keep them. */
export const updateTagFieldValues = operation({
  name: 'updateTagFieldValues',
  since: '2010-01-31',
  roles: companyAdmins,
  request: sequence('', {
    companyHandle: required(string),
    fieldHandle: required(string),
    updateArray: required(TagValueUpdateArray),
  }),
  response: batchResponse(TagValueUpdateFaultArray),
  run: async (request, { db }) => {
    const field = await namedField(db, request)
    checkChangeableTags(field)
    const faults: { value: string; code: number; reason: string }[] = []
    for (const { oldValue, newValue } of request.updateArray.items)
      try {
        await db.transaction().execute(async (tx) => await renameTag(tx, field, oldValue, newValue))
      } catch (error) {
        if (!(error instanceof DarkroomError) || error.code === 'internal') throw error
        const { code, reason } = faultFor(error)
        faults.push({ value: oldValue, code, reason })
      }
    return {
      successCount: request.updateArray.items.length - faults.length,
      warningCount: 0,
      errorCount: faults.length,
      ...(faults.length > 0 && { errorDetailArray: { items: faults } }),
    }
  },
})
