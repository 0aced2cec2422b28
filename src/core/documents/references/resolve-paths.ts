import { sql } from 'kysely'
import type { Tx } from '../../tables.ts'
import { placeOfPath } from '../link-target.ts'
import { breakReference, missFile, type Reference } from './reference.ts'
import type { InHand } from './resolve-references.ts'

const guidName = /^GUID-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\.|$)/i

/**
 * Finds the assets that references without a key lead to, those in hand first. A file named by the GUID of a document ('GUID-....dita') stands
 * for it wherever it lies.
 */
export async function resolvePaths(
  tx: Tx,
  { companyId, paths: known, awaitedIn }: Pick<InHand, 'companyId' | 'paths' | 'awaitedIn'>,
  references: readonly Reference[],
): Promise<void> {
  const wanted = new Map<string, Reference[]>()
  for (const reference of references) {
    if (reference.key !== undefined) continue
    reference.wantedId = reference.fragment
    const { path } = reference
    if (path === undefined) reference.target = reference.from
    else if (path === '') breakReference(reference, 'outside')
    else {
      const asset = known.get(path)
      if (asset !== undefined) reference.target = asset
      else {
        const same = wanted.get(path)
        if (same) same.push(reference)
        else wanted.set(path, [reference])
      }
    }
  }
  if (wanted.size === 0) return
  const paths = [...wanted.keys()]
  const found = await assetsAt(tx, companyId, paths)
  const missing = paths.filter((path) => !found.has(path) && guidName.test(placeOfPath(path).fileName))
  if (missing.length > 0) await addByGuid(tx, companyId, missing, found)
  for (const [path, same] of wanted) {
    const asset = found.get(path)
    for (const reference of same)
      if (asset === undefined) missFile(reference, path, awaitedIn)
      else reference.target = asset
  }
}

async function assetsAt(tx: Tx, companyId: number, paths: readonly string[]): Promise<Map<string, number>> {
  const places = paths.map(placeOfPath)
  const { rows } = await sql<{ n: number; id: number }>`
    select wanted.n::integer as n, asset.id
    from unnest(${places.map(({ folder }) => folder)}::text[], ${places.map(({ fileName }) => fileName)}::text[])
      with ordinality as wanted (folder, file, n)
    join folder on folder.company_id = ${companyId} and folder.path = wanted.folder
    join asset on asset.folder_id = folder.id and asset.file_name = wanted.file
      and asset.trash_state = 'NotInTrash'`.execute(tx)
  return new Map(rows.map(({ n, id }) => [paths[n - 1] ?? '', id]))
}

async function addByGuid(
  tx: Tx,
  companyId: number,
  paths: readonly string[],
  found: Map<string, number>,
): Promise<void> {
  const guids = paths.map((path) => guidName.exec(placeOfPath(path).fileName)?.[1] ?? '')
  const { rows } = await sql<{ n: number; id: number }>`
    select wanted.n::integer as n, document.asset_id as id
    from unnest(${guids}::uuid[]) with ordinality as wanted (guid, n)
    join document on document.guid = wanted.guid and document.company_id = ${companyId}
    join asset on asset.id = document.asset_id and asset.trash_state = 'NotInTrash'`.execute(tx)
  for (const { n, id } of rows) found.set(paths[n - 1] ?? '', id)
}
