import { optional, required, sequence, string } from '../../../../soap/schema.ts'
import { operation } from '../../operation.ts'
import { CompanyArray, CompanyMembershipArray } from '../../types/companies.ts'
import { companyView } from '../../views/company.ts'
import { everyRole } from '../roles.ts'
import { visibleUser } from '../users/visible-user.ts'

/** The companies of a user; before version 6.0 without roles, and only those in which the user is active. */
export const getCompanyMembership = operation({
  name: 'getCompanyMembership',
  roles: everyRole,
  request: sequence('', { userHandle: optional(string) }),
  response: sequence('', {
    companyArray: required(CompanyArray, { until: '2012-02-14' }),
    membershipArray: required(CompanyMembershipArray, { since: '2012-02-14' }),
  }),
  run: async (request, call) => {
    const { memberships } = await visibleUser(call, request)
    const active = memberships.filter(({ isActive }) => isActive)
    return {
      companyArray: { items: active.map(({ company }) => companyView(company, call.version)) },
      membershipArray: {
        items: memberships.map(({ company, role, isActive }) => ({
          company: companyView(company, call.version),
          role,
          isActive,
        })),
      },
    }
  },
})
