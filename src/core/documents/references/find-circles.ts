import { sql } from 'kysely'
import type { Tx } from '../../tables.ts'
import { cycles } from './cycles.ts'
import { mapEdges } from './map-tree.ts'
import { breakReference, type Reference } from './reference.ts'

/** Rows that are looked at for circles of conrefs; a larger net is left alone. */
const maxConrefs = 200_000

/**
 * Breaks the references that are part of a circle: maps that contain each other, and conrefs that take in what takes them in. All of them are in the
 * database. Returns the other documents of these circles.
 */
export async function findCircles(tx: Tx, references: readonly Reference[]): Promise<number[]> {
  const own = new Set(references.map(({ from }) => from))
  const members = new Set([...(await mapCircles(tx, references)), ...(await conrefCircles(tx, references))])
  return [...members].filter((asset) => !own.has(asset))
}

async function mapCircles(tx: Tx, references: readonly Reference[]): Promise<number[]> {
  const ofMaps = references.filter(({ kind, target }) => kind === 'map' && target !== null)
  if (ofMaps.length === 0) return []
  const edges = await mapEdges(tx, [...new Set(ofMaps.map(({ from }) => from))])
  const targets = Map.groupBy(edges, ({ from }) => from)
  const circles = cycles(new Map([...targets].map(([from, to]) => [from, to.map((edge) => edge.to)])))
  return await breakAll(
    tx,
    circles,
    ofMaps,
    ({ from }) => [from],
    ({ target }) => target,
  )
}

interface ConrefRow {
  readonly from: number
  readonly holders: readonly string[]
  readonly target: number
  readonly id: string
}

async function conrefCircles(tx: Tx, references: readonly Reference[]): Promise<number[]> {
  const conrefs = references.filter(
    ({ kind, target, wantedId }) =>
      (kind === 'conref' || kind === 'conkeyref') && target !== null && wantedId !== undefined,
  )
  if (conrefs.length === 0) return []
  const rows = await conrefsAround(tx, [...new Set(conrefs.map(({ from }) => from))])
  if (rows.length === 0 || rows.length > maxConrefs) return []
  const edges = new Map<string, string[]>()
  for (const { from, holders, target, id } of rows)
    for (const holder of holders) {
      const node = `${from} ${holder}`
      const targets = edges.get(node)
      if (targets) targets.push(`${target} ${id}`)
      else edges.set(node, [`${target} ${id}`])
    }
  return await breakAll(
    tx,
    cycles(edges),
    conrefs,
    ({ from, holders = [] }) => holders.map((holder) => `${from} ${holder}`),
    ({ target, wantedId }) => `${target} ${wantedId}`,
  )
}

/** The conrefs of documents that are used by conrefs themselves, and of all that they use so: no others are part of a circle. */
async function conrefsAround(tx: Tx, documents: readonly number[]): Promise<ConrefRow[]> {
  const { rows } = await sql<ConrefRow>`
    with recursive used as (
      select one.id from unnest(${[...documents]}::bigint[]) as one (id)
      where exists (select from document_reference as inward
        where inward.target_asset = one.id and inward.kind in ('conref', 'conkeyref'))
      union
      select outward.target_asset
      from used
      join document_reference as outward on outward.from_asset = used.id and outward.kind in ('conref', 'conkeyref')
      where outward.target_asset is not null
    )
    select outward.from_asset as "from", outward.holders, outward.target_asset as target,
      coalesce(outward.wanted_id, '') as id
    from used
    join document_reference as outward on outward.from_asset = used.id and outward.kind in ('conref', 'conkeyref')
    where outward.target_asset is not null and outward.holders is not null
    limit ${maxConrefs + 1}`.execute(tx)
  return rows
}

/** Breaks those references that lead from a member of a circle to one of the same, and returns the assets of these circles. */
async function breakAll<Node>(
  tx: Tx,
  circles: readonly Node[][],
  references: readonly Reference[],
  from: (reference: Reference) => readonly Node[],
  to: (reference: Reference) => Node | null,
): Promise<number[]> {
  if (circles.length === 0) return []
  const circleOf = new Map(circles.flatMap((circle) => circle.map((node) => [node, circle] as const)))
  const names = await namesOf(tx, [...new Set(circles.flat().map(assetOf))])
  for (const reference of references) {
    const target = to(reference)
    const circle = target === null ? undefined : circleOf.get(target)
    if (!circle || !from(reference).some((node) => circleOf.get(node) === circle)) continue
    const shown = [...new Set(circle.map(assetOf))]
      .slice(0, 5)
      .map((asset) => names.get(asset) ?? `asset ${asset}`)
    breakReference(reference, 'loop', shown.join(', '))
  }
  return [...new Set(circles.flat().map(assetOf))]
}

function assetOf(node: unknown): number {
  return typeof node === 'number' ? node : Number(String(node).split(' ', 1)[0])
}

async function namesOf(tx: Tx, assets: readonly number[]): Promise<Map<number, string>> {
  const rows = await tx
    .selectFrom('asset')
    .select(['id', 'file_name'])
    .where((eb) => eb('id', '=', eb.fn.any(eb.val([...assets]))))
    .execute()
  return new Map(rows.map(({ id, file_name }) => [id, file_name]))
}
