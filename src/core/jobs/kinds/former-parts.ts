import { sql } from 'kysely'
import type { Asset } from '../../assets/same-asset.ts'
import type { Tx } from '../../tables.ts'

/** An asset that was generated before, with the part that it is. */
export type FormerPart = Asset & { readonly part: string }

/** What an asset became before, locked against others; what is in the trash does not count. */
export async function formerParts(
  tx: Tx,
  originator: Pick<Asset, 'id' | 'version'>,
): Promise<ReadonlyMap<string, FormerPart>> {
  // Most uploads are new pictures, which can not have become anything before.
  if (originator.version === 1) return new Map()
  const parts = await tx
    .selectFrom('asset_generation')
    .innerJoin('asset', 'asset.id', 'asset_generation.generated_id')
    .selectAll('asset')
    .select('asset_generation.part')
    .where('asset_generation.originator_id', '=', originator.id)
    .where('asset.trash_state', '=', 'NotInTrash')
    .orderBy('asset.id')
    .forUpdate('asset')
    .execute()
  return new Map(parts.map((asset) => [asset.part, asset]))
}

/** Puts parts that are not made any more into the trash. */
export async function trashParts(tx: Tx, parts: readonly FormerPart[]): Promise<void> {
  if (parts.length === 0) return
  await tx
    .updateTable('asset')
    .set({ trash_state: 'InTrash', modified_at: sql<Date>`now()` })
    .where('id', 'in', idsOf(parts))
    .execute()
}

/** Marks parts that stay as they are for publish, or takes the mark away. */
export async function markParts(
  tx: Tx,
  parts: readonly FormerPart[],
  readyForPublish: boolean,
): Promise<void> {
  if (parts.length === 0) return
  await tx
    .updateTable('asset')
    .set({ ready_for_publish: readyForPublish, modified_at: sql<Date>`now()` })
    .where('id', 'in', idsOf(parts))
    .where('ready_for_publish', '<>', readyForPublish)
    .execute()
}

function idsOf(parts: readonly FormerPart[]): number[] {
  return parts.map(({ id }) => id)
}
