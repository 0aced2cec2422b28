import { addToProjects, removeFromProject } from '../../../../core/projects/project-assets.ts'
import { operation } from '../../operation.ts'
import { AssetOperationFaultArray } from '../../types/operation-faults.ts'
import { batchResponse } from '../declared/responses.ts'
import { editors } from '../declared/role-sets.ts'
import { batchOfAssets, namedProject, projectAssetsRequest } from './named-project.ts'

/** Gives a project these assets, in place of those that are in it. */
export const setProjectAssets = operation({
  name: 'setProjectAssets',
  since: '2008-01-15',
  roles: editors,
  request: projectAssetsRequest,
  response: batchResponse(AssetOperationFaultArray),
  run: async (request, { db }) => {
    const project = await namedProject(db, request)
    const { assetIds, reply } = await batchOfAssets(db, project.company_id, request.assetHandleArray.items)
    await db.transaction().execute(async (tx) => {
      await removeFromProject(tx, project.id, undefined)
      await addToProjects(tx, [project.id], assetIds)
    })
    return reply
  },
})
