import { updatePropertySet as update } from '../../../../core/property-sets/property-set.ts'
import { boolean, optional, required, sequence, string } from '../../../../soap/schema.ts'
import { operation } from '../../operation.ts'
import { PropertyArray } from '../../types/settings.ts'
import { emptyResponse } from '../declared/responses.ts'
import { everyRole } from '../roles.ts'
import { changeablePropertySet } from './named-property-set.ts'

/** Gives a property set new values: beside those that it has, or in place of all (`replaceProperties`). */
export const updatePropertySet = operation({
  name: 'updatePropertySet',
  since: '2008-01-15',
  roles: everyRole,
  request: sequence('', {
    setHandle: required(string),
    replaceProperties: optional(boolean),
    propertyArray: required(PropertyArray),
  }),
  response: emptyResponse,
  run: async ({ setHandle, replaceProperties = false, propertyArray }, call) => {
    const { id } = await changeablePropertySet(call, setHandle, everyRole)
    await call.db
      .transaction()
      .execute(async (tx) => await update(tx, id, propertyArray.items, replaceProperties))
    return {}
  },
})
