import { sql } from 'kysely'
import type { Tx } from '../../tables.ts'

/** A map that uses another, at a place in it. */
export interface MapEdge {
  readonly from: number
  readonly position: number
  readonly to: number
}

/**
 * The root maps above documents: those that use them, directly or through other maps, and that no map uses themselves (all of them where they use each
 * other in a circle). A map is above itself.
 */
export async function rootMaps(tx: Tx, documents: readonly number[]): Promise<Map<number, number[]>> {
  const { rows } = await sql<{ document: number; map: number; is_root: boolean }>`
    with recursive above as (
      select wanted.id as document, wanted.id as map
      from unnest(${[...documents]}::bigint[]) as wanted (id)
      join document on document.asset_id = wanted.id and document.file_type = 'DITAMAP'
      union
      select reference.target_asset, reference.from_asset
      from document_reference as reference
      join asset on asset.id = reference.from_asset and asset.trash_state = 'NotInTrash'
      where reference.target_asset = any (${[...documents]}::bigint[])
        and reference.kind in ('topic', 'map', 'reltable', 'topickey')
      union
      select above.document, reference.from_asset
      from above
      join document_reference as reference on reference.target_asset = above.map and reference.kind = 'map'
      join asset on asset.id = reference.from_asset and asset.trash_state = 'NotInTrash'
    )
    select document, map, not exists (
      select from document_reference as user_of
      join asset on asset.id = user_of.from_asset and asset.trash_state = 'NotInTrash'
      where user_of.target_asset = above.map and user_of.kind = 'map' and user_of.from_asset <> above.map
    ) as is_root
    from above
    order by map`.execute(tx)
  const above = Map.groupBy(rows, ({ document }) => document)
  return new Map(
    [...above].map(([document, maps]) => {
      const roots = maps.filter(({ is_root }) => is_root)
      return [document, (roots.length > 0 ? roots : maps).map(({ map }) => map)]
    }),
  )
}

/** The edges between maps that can be reached from some of them. */
export async function mapEdges(tx: Tx, maps: readonly number[]): Promise<MapEdge[]> {
  const { rows } = await sql<MapEdge>`
    with recursive below as (
      select id as map from unnest(${[...maps]}::bigint[]) as one (id)
      union
      select reference.target_asset
      from below
      join document_reference as reference on reference.from_asset = below.map and reference.kind = 'map'
      where reference.target_asset is not null
    )
    select reference.from_asset as "from", reference.position, reference.target_asset as "to"
    from below
    join document_reference as reference on reference.from_asset = below.map and reference.kind = 'map'
    where reference.target_asset is not null
    order by 1, 2`.execute(tx)
  return rows
}

/** The maps below a root in the order in which their key definitions win: level by level, in each as they stand. */
export function mapsByRank(
  root: number,
  children: ReadonlyMap<number, readonly MapEdge[]>,
): Map<number, number> {
  const ranks = new Map([[root, 0]])
  // The map grows while it is walked.
  for (const map of ranks.keys())
    for (const { to } of children.get(map) ?? []) if (!ranks.has(to)) ranks.set(to, ranks.size)
  return ranks
}
