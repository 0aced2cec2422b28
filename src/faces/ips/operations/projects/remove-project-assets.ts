import { removeFromProject } from '../../../../core/projects/project-assets.ts'
import { operation } from '../../operation.ts'
import { AssetOperationFaultArray } from '../../types/operation-faults.ts'
import { batchResponse } from '../declared/responses.ts'
import { editors } from '../declared/role-sets.ts'
import { batchOfAssets, namedProject, projectAssetsRequest } from './named-project.ts'

/** Takes assets out of a project. */
export const removeProjectAssets = operation({
  name: 'removeProjectAssets',
  since: '2008-01-15',
  roles: editors,
  request: projectAssetsRequest,
  response: batchResponse(AssetOperationFaultArray),
  run: async (request, { db }) => {
    const project = await namedProject(db, request)
    const { assetIds, reply } = await batchOfAssets(db, project.company_id, request.assetHandleArray.items)
    await removeFromProject(db, project.id, assetIds)
    return reply
  },
})
