import type { Selectable } from 'kysely'
import { DarkroomError } from '../errors.ts'
import { isStorable } from '../storable-text.ts'
import type { Db } from '../tables.ts'
import type { ProjectTable } from './project.table.ts'
import { projectOfHandle } from './project-handle.ts'

export type Project = Selectable<ProjectTable>

export const maxProjectNameLength = 255

/** Throws `invalid-parameter` for a name that a handle can not carry, `conflict` for one in use. */
export async function createProject(db: Db, companyId: number, wanted: string): Promise<Project> {
  const name = checkedName(wanted)
  const project = await db
    .insertInto('project')
    .values({ company_id: companyId, name })
    .onConflict((oc) => oc.columns(['company_id', 'name']).doNothing())
    .returningAll()
    .executeTakeFirst()
  if (!project) throw taken(name)
  return project
}

/** Throws as `createProject` does. */
export async function renameProject(db: Db, project: Project, wanted: string): Promise<Project> {
  const name = checkedName(wanted)
  if (name === project.name) return project
  const renamed = await db
    .updateTable('project')
    .set({ name })
    .where('id', '=', project.id)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('project as other')
            .select('other.id')
            .where('other.company_id', '=', project.company_id)
            .where('other.name', '=', name),
        ),
      ),
    )
    .returningAll()
    .executeTakeFirst()
  if (!renamed) throw taken(name)
  return renamed
}

/** Its assets stay. */
export async function deleteProject(db: Db, project: Project): Promise<void> {
  await db.deleteFrom('project').where('id', '=', project.id).execute()
}

/** By name. */
export async function projects(db: Db, companyId: number): Promise<Project[]> {
  return await db
    .selectFrom('project')
    .selectAll()
    .where('company_id', '=', companyId)
    .orderBy('name')
    .execute()
}

/** The project of a handle (`p|6|Spring`); undefined: the company has none of that name. */
export async function projectByHandle(
  db: Db,
  companyId: number,
  handle: string,
): Promise<Project | undefined> {
  const named = projectOfHandle(handle)
  if (named?.companyId !== companyId || !isStorable(named.name)) return undefined
  return await db
    .selectFrom('project')
    .selectAll()
    .where('company_id', '=', companyId)
    .where('name', '=', named.name)
    .executeTakeFirst()
}

function checkedName(wanted: string): string {
  const name = wanted.trim()
  if (name === '' || name.length > maxProjectNameLength || /[|\p{Cc}]/u.test(name))
    throw new DarkroomError(
      'invalid-parameter',
      `projectName: '${name.slice(0, 80)}' must have 1 to ${maxProjectNameLength} characters and no '|'.`,
      { field: 'projectName' },
    )
  return name
}

function taken(name: string): DarkroomError {
  return new DarkroomError('conflict', `projectName: there is a project '${name}' already.`, {
    field: 'projectName',
  })
}
