import { allCompanies } from '../../../../core/accounts/company.ts'
import { boolean, required, sequence } from '../../../../soap/schema.ts'
import { operation } from '../../operation.ts'
import { CompanyArray } from '../../types/companies.ts'
import { companyView } from '../../views/company.ts'
import { ipsAdmins } from '../declared/role-sets.ts'

/** Every company of the server, in order of their names. */
export const getAllCompanies = operation({
  name: 'getAllCompanies',
  roles: ipsAdmins,
  request: sequence('', { includeExpired: required(boolean) }),
  response: sequence('', { companyArray: required(CompanyArray) }),
  run: async ({ includeExpired }, { db, version }) => {
    const companies = await allCompanies(db, { expiredBefore: includeExpired ? undefined : new Date() })
    return { companyArray: { items: companies.map((company) => companyView(company, version)) } }
  },
})
