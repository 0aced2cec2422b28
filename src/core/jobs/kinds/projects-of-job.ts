import { DarkroomError } from '../../errors.ts'
import { type NestedMessage, say } from '../../messages/messages.ts'
import { projectByHandle } from '../../projects/project.ts'
import { addToProjects } from '../../projects/project-assets.ts'
import type { Db, Tx } from '../../tables.ts'
import type { UploadOptions } from './upload-options.ts'

/** The option of a job that says which projects its assets join. */
export type ProjectOptions = Pick<UploadOptions, 'projectHandleArray'>

/** Whether the assets of a job join projects at all. */
export function joinsProjects({ projectHandleArray }: ProjectOptions): boolean {
  return (projectHandleArray?.items ?? []).length > 0
}

/** Throws `invalid-parameter` for a handle in `projectHandleArray` that names no project of the company. */
export async function checkProjects(db: Db, companyId: number, options: ProjectOptions): Promise<void> {
  const { unknown } = await projectsOf(db, companyId, options)
  const [first] = unknown
  if (first !== undefined)
    throw new DarkroomError('invalid-parameter', say('noProject', { handle: first.slice(0, 80) }), {
      field: 'projectHandleArray',
    })
}

/** Puts assets into the projects of a job. Returns a warning for each project that was taken away or renamed meanwhile. */
export async function joinProjects(
  tx: Tx,
  companyId: number,
  options: ProjectOptions,
  assetIds: readonly number[],
): Promise<NestedMessage[]> {
  const { ids, unknown } = await projectsOf(tx, companyId, options)
  await addToProjects(tx, ids, assetIds)
  return unknown.map((handle) => say('projectGone', { handle: handle.slice(0, 80) }))
}

async function projectsOf(db: Db, companyId: number, { projectHandleArray }: ProjectOptions) {
  const ids: number[] = []
  const unknown: string[] = []
  const given = (projectHandleArray?.items ?? []).map((handle) => handle.trim())
  for (const handle of new Set(given.filter((text) => text !== ''))) {
    const project = await projectByHandle(db, companyId, handle)
    if (project) ids.push(project.id)
    else unknown.push(handle)
  }
  return { ids, unknown }
}
