import { sql } from 'kysely'
import type { Tx } from '../../tables.ts'
import type { DocumentStatus } from '../document.ts'
import { fileTypeOf } from '../file-type.ts'
import { breakReference, type Reference } from './reference.ts'

/** What a document of the batch in hand has. */
export interface KnownDocument {
  readonly ids: ReadonlySet<string>
  readonly failed: boolean
}

interface WantedId {
  readonly asset: number
  readonly id: string
  readonly references: Reference[]
}

/** Sees whether targets have the ids that references want. One that was not processed yet leaves the reference unchecked. */
export async function checkIds(
  tx: Tx,
  references: readonly Reference[],
  known: ReadonlyMap<number, KnownDocument>,
): Promise<void> {
  const wanted = new Map<string, WantedId>()
  for (const reference of references) {
    const { target, wantedId, state } = reference
    if (state !== 'Whole' || target === null || wantedId === undefined) continue
    const id = idInTarget(reference, wantedId)
    const document = known.get(target)
    if (document !== undefined) {
      if (!document.ids.has(id)) breakReference(reference, document.failed ? 'unreadable' : 'id')
      continue
    }
    const place = `${target} ${id}`
    const same = wanted.get(place)
    if (same) same.references.push(reference)
    else wanted.set(place, { asset: target, id, references: [reference] })
  }
  if (wanted.size > 0) await lookUp(tx, [...wanted.values()])
}

async function lookUp(tx: Tx, wanted: readonly WantedId[]): Promise<void> {
  const assets = wanted.map(({ asset }) => asset)
  // Ids are unnested once for a target, so a long list costs the same however many of it are asked for.
  const { rows } = await sql<{ n: number; status: DocumentStatus; found: boolean }>`
    with wanted as (
      select * from unnest(${assets}::bigint[], ${wanted.map(({ id }) => id)}::text[]) with ordinality as one (asset, id, n)
    ), target as (
      select asset_id, ids, read_status from document where asset_id = any (${[...new Set(assets)]}::bigint[])
    ), has as (
      select target.asset_id, one.id from target cross join lateral unnest(target.ids) as one (id)
    )
    select wanted.n::integer as n, target.read_status as status, has.id is not null as found
    from wanted
    join target on target.asset_id = wanted.asset
    left join has on has.asset_id = wanted.asset and has.id = wanted.id`.execute(tx)
  const seen = new Set<number>()
  for (const { n, status, found } of rows) {
    seen.add(n - 1)
    if (!found)
      for (const reference of wanted[n - 1]?.references ?? [])
        breakReference(reference, status === 'Failed' ? 'unreadable' : 'id')
  }
  for (const [index, { references }] of wanted.entries())
    if (!seen.has(index))
      // Of a PDF or a picture nothing is known that a fragment could name.
      for (const reference of references)
        if (fileTypeOf(reference.path ?? '', '') !== 'OTHERS' || reference.key !== undefined)
          reference.state = 'Unchecked'
}

/** In maps and pages ids stand by themselves, also where a link gives a topic in front, as links to DITA do. */
function idInTarget({ path }: Reference, wantedId: string): string {
  if (path === undefined || !wantedId.includes('/')) return wantedId
  const type = fileTypeOf(path, '')
  return type === 'DITATOPIC' || type === 'OTHERS' ? wantedId : (wantedId.split('/').at(-1) ?? '')
}
