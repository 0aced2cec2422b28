import type { Db, Tx } from '../tables.ts'

export interface SetMember {
  readonly assetId: number
  /** Whether it begins a new page (Catalog) or view group (RenderSet). */
  readonly pageReset: boolean
}

/** The members of a set that are outside the trash, in order. */
export async function setMembers(db: Db, setId: number): Promise<SetMember[]> {
  const rows = await db
    .selectFrom('set_member')
    .innerJoin('asset', 'asset.id', 'set_member.asset_id')
    .select(['set_member.asset_id as assetId', 'set_member.page_reset as pageReset'])
    .where('set_member.set_id', '=', setId)
    .where('asset.trash_state', '=', 'NotInTrash')
    .orderBy('set_member.position')
    .execute()
  return rows
}

/** Gives a set these members in place of those that it has. */
export async function replaceSetMembers(tx: Tx, setId: number, members: readonly SetMember[]): Promise<void> {
  await tx.deleteFrom('set_member').where('set_id', '=', setId).execute()
  if (members.length === 0) return
  await tx
    .insertInto('set_member')
    .values(
      members.map(({ assetId, pageReset }, position) => ({
        set_id: setId,
        position,
        asset_id: assetId,
        page_reset: pageReset,
      })),
    )
    .execute()
}
