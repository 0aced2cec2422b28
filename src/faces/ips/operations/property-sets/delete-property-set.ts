import { deletePropertySet as remove } from '../../../../core/property-sets/property-set.ts'
import { required, sequence, string } from '../../../../soap/schema.ts'
import { operation } from '../../operation.ts'
import { emptyResponse } from '../declared/responses.ts'
import { companyAndTrialAdmins } from '../declared/role-sets.ts'
import { changeablePropertySet } from './named-property-set.ts'

/** Takes a property set away with its properties. */
export const deletePropertySet = operation({
  name: 'deletePropertySet',
  since: '2008-01-15',
  roles: companyAndTrialAdmins,
  request: sequence('', { setHandle: required(string) }),
  response: emptyResponse,
  run: async ({ setHandle }, call) => {
    const { id } = await changeablePropertySet(call, setHandle, companyAndTrialAdmins)
    await remove(call.db, id)
    return {}
  },
})
