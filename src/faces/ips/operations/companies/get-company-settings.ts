import { requireCompany } from '../../../../core/accounts/company.ts'
import { required, sequence, string } from '../../../../soap/schema.ts'
import { parseCompanyHandle } from '../../handles.ts'
import { operation } from '../../operation.ts'
import { CompanySettings } from '../../types/company-settings.ts'
import { companyAndTrialAdmins } from '../declared/role-sets.ts'

/**
 * What a company decides about its uploads. Of the settings that the reply must have, only the first two are kept; the others are
 * what the server does: no default profiles, no warnings.
 */
export const getCompanySettings = operation({
  name: 'getCompanySettings',
  since: '2008-01-15',
  roles: companyAndTrialAdmins,
  request: sequence('', { companyHandle: required(string) }),
  response: sequence('', { settings: required(CompanySettings) }),
  run: async ({ companyHandle }, { db }) => {
    const company = await requireCompany(db, parseCompanyHandle(companyHandle))
    return {
      settings: {
        overwriteMode: company.overwrite_mode,
        retainPublishState: company.retain_publish_state,
        defaultSourceProfile: {},
        defaultDisplayProfile: {},
        diskSpaceWarningMin: 0,
        emailTrashCleanupWarning: false,
        immediateDelete: false,
        applySmartCropsOnPDF: false,
        applySmartCropsOnPSD: false,
        companyDMVersion: '',
        psdTemplatesThreshold: 0,
      },
    }
  },
})
