import { companyOfAsset } from '../../../../core/assets/company-of-asset.ts'
import { DarkroomError } from '../../../../core/errors.ts'
import { assetJobLogs } from '../../../../core/jobs/asset-job-logs.ts'
import { required, sequence, string } from '../../../../soap/schema.ts'
import { parseAssetHandle, parseCompanyHandle } from '../../handles.ts'
import { operation } from '../../operation.ts'
import { AssetJobLogArray } from '../../types/job-logs.ts'
import { assetJobLogView } from '../../views/job-log.ts'
import { everyRole } from '../roles.ts'

/** So many lines of an answer at most, the last ones. */
export const maxAssetJobLogs = 1000

/** The log lines about one asset, from whatever jobs, the oldest first. */
export const getAssetJobLogs = operation({
  name: 'getAssetJobLogs',
  since: '2008-01-15',
  roles: everyRole,
  request: sequence('', { companyHandle: required(string), assetHandle: required(string) }),
  response: sequence('', { jobLogArray: required(AssetJobLogArray) }),
  run: async (request, call) => {
    const assetId = parseAssetHandle(request.assetHandle)
    if ((await companyOfAsset(call.db, assetId)) !== parseCompanyHandle(request.companyHandle))
      throw new DarkroomError(
        'not-found',
        `assetHandle: there is no asset '${request.assetHandle}' in this company.`,
        { field: 'assetHandle' },
      )
    const lines = await assetJobLogs(call.db, assetId, maxAssetJobLogs)
    return { jobLogArray: { items: lines.map((line) => assetJobLogView(line, call)) } }
  },
})
