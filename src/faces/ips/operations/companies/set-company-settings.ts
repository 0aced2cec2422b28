import { changeCompanySettings } from '../../../../core/accounts/company-settings.ts'
import { DarkroomError } from '../../../../core/errors.ts'
import { boolean, int, optional, required, sequence, string } from '../../../../soap/schema.ts'
import { parseCompanyHandle } from '../../handles.ts'
import { operation } from '../../operation.ts'
import { assetOverwriteModes } from '../../types/repository-constants.ts'
import { emptyResponse } from '../declared/responses.ts'
import { companyAndTrialAdmins } from '../declared/role-sets.ts'

/** Changes the settings that are given: `overwriteMode` and `retainPublishState`. Others are refused by name, rather than forgotten. */
export const setCompanySettings = operation({
  name: 'setCompanySettings',
  since: '2008-01-15',
  roles: companyAndTrialAdmins,
  request: sequence('', {
    companyHandle: required(string),
    overwriteMode: optional(string, { oneOf: assetOverwriteModes }),
    retainPublishState: optional(boolean),
    defaultSourceProfileHandle: optional(string),
    defaultDisplayProfileHandle: optional(string),
    iptcExifMappingXsltHandle: optional(string),
    xmpMappingXsltHandle: optional(string),
    diskSpaceWarningMin: optional(int),
    emailTrashCleanupWarning: optional(boolean),
    fileExtOpt: optional(string, { since: '2021-04-26-beta' }),
    immediateDelete: optional(boolean, { since: '2021-04-26-beta' }),
    applySmartCropsOnPDF: optional(boolean, { since: '2021-04-26-beta' }),
    applySmartCropsOnPSD: optional(boolean, { since: '2021-04-26-beta' }),
    companyDMVersion: optional(string, { since: '2021-04-26-beta' }),
    psdTemplatesThreshold: optional(int, { since: '2021-04-26-beta' }),
  }),
  response: emptyResponse,
  run: async ({ companyHandle, overwriteMode, retainPublishState, ...others }, { db }) => {
    const asked = Object.entries(others).filter(([, value]) => ![undefined, '', 0, false].includes(value))
    for (const [field] of asked)
      throw new DarkroomError(
        'not-implemented',
        `${field}: this setting is not kept by the server; leave it out.`,
        { field },
      )
    await changeCompanySettings(db, parseCompanyHandle(companyHandle), { overwriteMode, retainPublishState })
    return {}
  },
})
