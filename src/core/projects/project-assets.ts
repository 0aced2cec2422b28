import { sql } from 'kysely'
import type { Db, Tx } from '../tables.ts'

/** Puts assets into projects; those that are in them already stay. */
export async function addToProjects(
  db: Db | Tx,
  projectIds: readonly number[],
  assetIds: readonly number[],
): Promise<void> {
  if (projectIds.length === 0 || assetIds.length === 0) return
  await sql`
    insert into project_asset (project_id, asset_id)
    select project_id, asset_id
    from unnest(${[...projectIds]}::bigint[]) as project_id, unnest(${[...assetIds]}::bigint[]) as asset_id
    on conflict do nothing`.execute(db)
}

/** Takes assets out of a project; undefined: all of them. The assets themselves stay. */
export async function removeFromProject(
  db: Db | Tx,
  projectId: number,
  assetIds: readonly number[] | undefined,
): Promise<void> {
  await db
    .deleteFrom('project_asset')
    .where('project_id', '=', projectId)
    .$if(assetIds !== undefined, (query) =>
      query.where((eb) => eb('asset_id', '=', eb.fn.any(eb.val([...(assetIds ?? [])])))),
    )
    .execute()
}
