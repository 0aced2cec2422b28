import { deletePropertySetType as remove } from '../../../../core/property-sets/property-set-type.ts'
import { required, sequence, string } from '../../../../soap/schema.ts'
import { operation } from '../../operation.ts'
import { emptyResponse } from '../declared/responses.ts'
import { companyAndTrialAdmins } from '../declared/role-sets.ts'
import { changeablePropertySetType } from './named-property-set.ts'

/** Takes a kind of property sets away with all its sets. */
export const deletePropertySetType = operation({
  name: 'deletePropertySetType',
  since: '2008-01-15',
  roles: companyAndTrialAdmins,
  request: sequence('', { typeHandle: required(string) }),
  response: emptyResponse,
  run: async ({ typeHandle }, call) => {
    await remove(call.db, await changeablePropertySetType(call, typeHandle, companyAndTrialAdmins))
    return {}
  },
})
