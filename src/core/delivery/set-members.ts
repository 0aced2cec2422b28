import { type CatalogueEntry, publishedAssets } from '../publishing/catalogue.queries.ts'
import type { Db } from '../tables.ts'

/** How deep sets may be in sets when a picture of one is looked for. */
const maxDepth = 3

/** A published asset in a set. */
export interface ShownMember {
  readonly entry: CatalogueEntry
  /** Whether it begins a new page. */
  readonly pageReset: boolean
}

/** What is in a published set, in order. Assets that are not published themselves are left out. */
export async function membersOf(db: Db, set: CatalogueEntry): Promise<ShownMember[]> {
  return (await membersOfAll(db, set.company_id, [set])).get(set) ?? []
}

/** The same for several sets of one company, in one query. */
export async function membersOfAll(
  db: Db,
  companyId: number,
  sets: readonly CatalogueEntry[],
): Promise<ReadonlyMap<CatalogueEntry, ShownMember[]>> {
  const ids = sets.flatMap((set) => set.members.map(({ assetId }) => assetId))
  const entries = await publishedAssets(db, companyId, ids)
  const shown = (set: CatalogueEntry) =>
    set.members.flatMap(({ assetId, pageReset }) => {
      const entry = entries.get(assetId)
      return entry ? [{ entry, pageReset }] : []
    })
  return new Map(sets.map((set) => [set, shown(set)]))
}

/** The entry whose picture stands for another: of a set its first member that has one, else the entry itself. */
export async function pictureOf<Entry extends CatalogueEntry>(
  db: Db,
  entry: Entry,
  depth = 0,
): Promise<Entry | CatalogueEntry | undefined> {
  if (entry.served_as !== 'set') return entry
  if (depth === maxDepth) return undefined
  for (const member of await membersOf(db, entry)) {
    if (member.entry.served_as === 'content') continue
    const picture = await pictureOf(db, member.entry, depth + 1)
    if (picture) return picture
  }
  return undefined
}
