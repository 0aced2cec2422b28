import { fieldByHandle } from '../../../../core/metadata/metadata-field.ts'
import { required, sequence, string } from '../../../../soap/schema.ts'
import { metadataFieldHandle, parseCompanyHandle } from '../../handles.ts'
import { operation } from '../../operation.ts'
import { TagFieldValuesArray } from '../../types/metadata-fields.ts'
import { HandleArray } from '../../types/value-arrays.ts'
import { everyRole } from '../roles.ts'

/** The tags that fields know. */
export const getTagFieldValues = operation({
  name: 'getTagFieldValues',
  since: '2010-01-31',
  roles: everyRole,
  request: sequence('', { companyHandle: required(string), fieldHandleArray: required(HandleArray) }),
  response: sequence('', { fieldArray: required(TagFieldValuesArray) }),
  run: async ({ companyHandle, fieldHandleArray }, { db, version }) => {
    const companyId = parseCompanyHandle(companyHandle)
    const items = []
    for (const [i, handle] of fieldHandleArray.items.entries()) {
      const field = await fieldByHandle(db, companyId, handle, `fieldHandleArray/items[${i + 1}]`)
      items.push({ fieldHandle: metadataFieldHandle(field, version), valueArray: { items: field.tags } })
    }
    return { fieldArray: { items } }
  },
})
