import type { Company } from '../../../core/accounts/company.ts'
import type { Static } from '../../../soap/schema.ts'
import { companyHandle } from '../handles.ts'
import type { Company as CompanyType } from '../types/companies.ts'

/** A company as the service shows it. */
export function companyView(company: Company, version: string): Static<typeof CompanyType> {
  return {
    companyHandle: companyHandle(company.id, version),
    name: company.name,
    rootPath: company.root_folder,
    expires: company.expires ?? undefined,
  }
}
