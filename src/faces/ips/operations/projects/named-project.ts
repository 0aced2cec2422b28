import { assetIdOf } from '../../../../core/assets/asset-handle.ts'
import { assetsInCompany } from '../../../../core/assets/assets-in-company.ts'
import { DarkroomError } from '../../../../core/errors.ts'
import { type Project, projectByHandle } from '../../../../core/projects/project.ts'
import type { Db } from '../../../../core/tables.ts'
import { required, type Static, sequence, string } from '../../../../soap/schema.ts'
import { faultFor } from '../../faults.ts'
import { parseCompanyHandle } from '../../handles.ts'
import { HandleArray } from '../../types/value-arrays.ts'

/** The request of every operation on the assets of a project. */
export const projectAssetsRequest = sequence('', {
  companyHandle: required(string),
  projectHandle: required(string),
  assetHandleArray: required(HandleArray),
})

/** The project of a request. Throws `not-found` where the company has none of that name. */
export async function namedProject(
  db: Db,
  {
    companyHandle,
    projectHandle,
  }: Pick<Static<typeof projectAssetsRequest>, 'companyHandle' | 'projectHandle'>,
): Promise<Project> {
  const companyId = parseCompanyHandle(companyHandle)
  const project = await projectByHandle(db, companyId, projectHandle)
  if (project) return project
  throw new DarkroomError(
    'not-found',
    `projectHandle: '${projectHandle.slice(0, 80)}' names no project of the company; expected a handle such as p|${companyId}|Spring.`,
    { field: 'projectHandle' },
  )
}

/** What the handles of a request mean: the assets that are there, and the reply of a batch with a fault for each other. */
export async function batchOfAssets(db: Db, companyId: number, handles: readonly string[]) {
  const ids = handles.map((handle) => assetIdOf(handle))
  const known = await assetsInCompany(
    db,
    companyId,
    ids.flatMap((id) => id ?? []),
  )
  const faults = handles
    .filter((_, i) => !known.has(ids[i] ?? 0))
    .map((handle) => {
      const { code, reason } = faultFor(
        new DarkroomError(
          'invalid-parameter',
          `assetHandle: '${handle.slice(0, 80)}' names no asset of the company.`,
          { field: 'assetHandle' },
        ),
      )
      return { assetHandle: handle, code, reason }
    })
  return {
    assetIds: [...known],
    reply: {
      successCount: handles.length - faults.length,
      warningCount: 0,
      errorCount: faults.length,
      ...(faults.length > 0 && { errorDetailArray: { items: faults } }),
    },
  }
}
