import { requireRole, rolesIn } from '../../../../core/accounts/caller.ts'
import { companyById, companyByName } from '../../../../core/accounts/company.ts'
import { DarkroomError } from '../../../../core/errors.ts'
import { optional, required, sequence, string } from '../../../../soap/schema.ts'
import { parseCompanyHandle } from '../../handles.ts'
import { operation } from '../../operation.ts'
import { Company } from '../../types/companies.ts'
import { companyView } from '../../views/company.ts'
import { everyRole } from '../roles.ts'

/** The company of a handle or a name; for most clients the first call. */
export const getCompanyInfo = operation({
  name: 'getCompanyInfo',
  roles: everyRole,
  request: sequence('', {
    companyHandle: optional(string),
    companyName: optional(string),
    imsOrgId: optional(string, { since: '2021-04-26-beta' }),
  }),
  response: sequence('', { companyInfo: required(Company) }),
  run: async (request, { db, caller, version }) => {
    const { companyHandle: handle = '', companyName = '' } = request
    if (handle === '' && companyName === '')
      throw new DarkroomError(
        'missing-parameter',
        'companyHandle or companyName is missing; one is required.',
        {
          field: 'companyHandle',
        },
      )
    const company = await (handle === ''
      ? companyByName(db, companyName)
      : companyById(db, parseCompanyHandle(handle)))
    // To a stranger, a company that does not exist looks like one that is not theirs.
    if (!company || rolesIn(caller, company.id).length === 0)
      throw new DarkroomError(
        'wrong-company',
        `There is no company '${companyName || handle}' for this user.`,
        {
          field: handle === '' ? 'companyName' : 'companyHandle',
        },
      )
    requireRole(caller, company.id, everyRole)
    return { companyInfo: companyView(company, version) }
  },
})
