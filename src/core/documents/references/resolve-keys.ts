import { sql } from 'kysely'
import type { Tx } from '../../tables.ts'
import { mapEdges, mapsByRank, rootMaps } from './map-tree.ts'
import { breakReference, missFile, type Reference } from './reference.ts'

interface Definition {
  readonly map: number
  readonly position: number
  readonly name: string
  readonly isScope: boolean
  /** False: the key stands for a text. */
  readonly hasReference: boolean
  readonly target: number | null
  readonly fragment: string | null
  readonly path: string | null
  /** Id of the first topic in the target; null: it is not known. */
  readonly firstId: string | null
}

/**
 * Finds what key references stand for: in the key space of each root map above their document the first definition counts. A key that one of these maps
 * does not define is broken; without any map it stays open. The references of the maps are in the database already.
 */
export async function resolveKeys(
  tx: Tx,
  references: readonly Reference[],
  awaitedIn: string | undefined,
): Promise<void> {
  const byKey = references.filter(({ key }) => key !== undefined)
  if (byKey.length === 0) return
  const roots = await rootMaps(tx, [...new Set(byKey.map(({ from }) => from))])
  const spaces = await keySpaces(
    tx,
    [...new Set([...roots.values()].flat())],
    [...new Set(byKey.flatMap(({ key = '' }) => namesOf(key)))],
  )
  const paths = new Map<number, string>()
  const broken: { reference: Reference; maps: number[] }[] = []
  for (const reference of byKey) {
    const above = roots.get(reference.from) ?? []
    if (above.length === 0) {
      reference.state = 'NoMap'
      continue
    }
    const found = above.map((root) => ({ root, definition: spaces.get(root)?.(reference.key ?? '') }))
    const first = found.find(({ definition }) => definition !== undefined)?.definition
    if (first) use(reference, first, awaitedIn)
    const maps = found.filter(({ definition }) => definition === undefined).map(({ root }) => root)
    if (maps.length > 0) broken.push({ reference, maps })
  }
  if (broken.length === 0) return
  await addPaths(tx, [...new Set(broken.flatMap(({ maps }) => maps.slice(0, 3)))], paths)
  for (const { reference, maps } of broken) {
    const named = maps.slice(0, 3).map((map) => paths.get(map) ?? `asset ${map}`)
    if (maps.length > 3) named.push(`${maps.length - 3} more maps`)
    breakReference(reference, 'key', named.join(', '))
  }
}

function use(reference: Reference, definition: Definition, awaitedIn: string | undefined): void {
  reference.target = definition.target
  const { fragment } = reference
  if (definition.hasReference && definition.target === null && definition.path !== null) {
    missFile(reference, definition.path, awaitedIn, definition.path)
    return
  }
  if (fragment === undefined) {
    reference.wantedId = definition.target === null ? undefined : (definition.fragment ?? undefined)
    return
  }
  const topic = definition.fragment?.split('/')[0] ?? definition.firstId
  reference.wantedId = definition.target === null || topic === null ? undefined : `${topic}/${fragment}`
  if (definition.target !== null && topic === null) reference.state = 'Unchecked'
}

/** A key as it may be written where it is defined: 'a.b.c' is 'c' in the scope b of the scope a, or 'b.c' in a. */
function namesOf(key: string): string[] {
  const names = [key]
  for (let dot = key.indexOf('.'); dot >= 0; dot = key.indexOf('.', dot + 1)) {
    names.push(key.slice(dot + 1))
    for (const scope of key.slice(0, dot).split('.')) names.push(scope)
  }
  return names
}

type KeySpace = (key: string) => Definition | undefined

async function keySpaces(
  tx: Tx,
  roots: readonly number[],
  names: readonly string[],
): Promise<Map<number, KeySpace>> {
  if (roots.length === 0) return new Map()
  const children = Map.groupBy(await mapEdges(tx, roots), ({ from }) => from)
  const ranks = new Map(roots.map((root) => [root, mapsByRank(root, children)]))
  const maps = [...new Set([...ranks.values()].flatMap((ranked) => [...ranked.keys()]))]
  const { rows } = await sql<Definition>`
    select key.map_asset as map, key.position, key.name, key.is_scope as "isScope",
      reference.position is not null as "hasReference", reference.target_asset as target,
      reference.fragment, reference.target_path as path, target.first_id as "firstId"
    from document_key as key
    left join document_reference as reference
      on reference.from_asset = key.map_asset and reference.position = key.reference
    left join document as target on target.asset_id = reference.target_asset
    where key.name = any (${[...names]}::text[]) and key.map_asset = any (${maps}::bigint[])`.execute(tx)
  return new Map([...ranks].map(([root, ranked]) => [root, keySpace(ranked, rows)]))
}

function keySpace(ranked: ReadonlyMap<number, number>, rows: readonly Definition[]): KeySpace {
  const first = new Map<string, Definition>()
  const scopes = new Set<string>()
  const rankOf = ({ map }: Definition) => ranked.get(map) ?? Number.POSITIVE_INFINITY
  for (const row of rows) {
    if (!ranked.has(row.map)) continue
    if (row.isScope) scopes.add(row.name)
    else {
      const other = first.get(row.name)
      const wins =
        other === undefined ||
        rankOf(row) < rankOf(other) ||
        (row.map === other.map && row.position < other.position)
      if (wins) first.set(row.name, row)
    }
  }
  return (key) => {
    const plain = first.get(key)
    if (plain) return plain
    for (let dot = key.indexOf('.'); dot >= 0; dot = key.indexOf('.', dot + 1)) {
      const inScopes = key
        .slice(0, dot)
        .split('.')
        .every((scope) => scopes.has(scope))
      const scoped = inScopes ? first.get(key.slice(dot + 1)) : undefined
      if (scoped) return scoped
    }
    return undefined
  }
}

async function addPaths(tx: Tx, assets: readonly number[], paths: Map<number, string>): Promise<void> {
  const { rows } = await sql<{ id: number; path: string }>`
    select asset.id, folder.path || asset.file_name as path
    from asset join folder on folder.id = asset.folder_id
    where asset.id = any (${[...assets]}::bigint[])`.execute(tx)
  for (const { id, path } of rows) paths.set(id, `/content/dam/${path}`)
}
