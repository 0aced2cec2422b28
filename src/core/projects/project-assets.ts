import type { Db, Tx } from '../tables.ts'

/** Puts assets into projects; those that are in them already stay. */
export async function addToProjects(
  db: Db | Tx,
  projectIds: readonly number[],
  assetIds: readonly number[],
): Promise<void> {
  const rows = projectIds.flatMap((project_id) => assetIds.map((asset_id) => ({ project_id, asset_id })))
  if (rows.length === 0) return
  await db
    .insertInto('project_asset')
    .values(rows)
    .onConflict((oc) => oc.doNothing())
    .execute()
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
    .$if(assetIds !== undefined, (query) => query.where('asset_id', 'in', [0, ...(assetIds ?? [])]))
    .execute()
}
