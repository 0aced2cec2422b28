import { type RawBuilder, sql } from 'kysely'
import { likeLiteral } from '../../like-literal.ts'
import type { Db } from '../../tables.ts'
import { type AssetView, assetsById } from '../asset.queries.ts'
import { ofTypes, type TypeFilter } from '../type-filter.ts'
import type { KeyValues } from './search-key.ts'

/** Among which assets to search. */
export interface SearchScope extends TypeFilter {
  readonly companyId: number
  /** A path from the company's root on, with a closing slash; undefined: all of the company. */
  readonly folder: string | undefined
  readonly includeSubfolders: boolean
  /** Whether assets that were made of others are left out. */
  readonly excludeByproducts: boolean
  readonly projectId: number | undefined
  /** Undefined: either. */
  readonly readyForPublish: boolean | undefined
  /** Undefined: any. */
  readonly trashState: string | undefined
}

export interface Search {
  readonly scope: SearchScope
  /** Conditions on rows of `asset`. */
  readonly conditions: readonly RawBuilder<boolean>[]
  /** Whether one condition is enough; false: all must be met. Without a condition every asset of the scope is found. */
  readonly matchAny: boolean
  /** The smallest value under the key counts; assets without one come last. */
  readonly sortBy: KeyValues
  readonly descending: boolean
  readonly recordsPerPage: number
  /** From 1 on. */
  readonly page: number
}

/** One page of what is found, and how many assets there are on all pages. */
export async function searchAssets(
  db: Db,
  search: Search,
): Promise<{ total: number; assets: readonly AssetView[] }> {
  const { scope, conditions, recordsPerPage, page } = search
  const joined = sql.join([...conditions], search.matchAny ? sql` or ` : sql` and `)
  const matching = db
    .selectFrom('asset')
    .where(inScope(scope))
    .$if(conditions.length > 0, (query) => query.where(sql<boolean>`(${joined})`))
  const { total } = await matching.select(sql<number>`count(*)::int`.as('total')).executeTakeFirstOrThrow()
  const direction = sql.raw(search.descending ? 'desc' : 'asc')
  const rows = await matching
    .select('asset.id')
    .orderBy(sql`(select min(of_key.v) from (${search.sortBy}) as of_key) ${direction} nulls last`)
    .orderBy('asset.id', search.descending ? 'desc' : 'asc')
    .limit(recordsPerPage)
    .offset((page - 1) * recordsPerPage)
    .execute()
  const ids = rows.map(({ id }) => id)
  const assets = new Map((await assetsById(db, scope.companyId, ids)).map((asset) => [asset.id, asset]))
  return { total, assets: ids.flatMap((id) => assets.get(id) ?? []) }
}

function inScope(scope: SearchScope): RawBuilder<boolean> {
  const conditions = [sql`asset.company_id = ${scope.companyId}`, ofTypes(scope)]
  if (scope.trashState !== undefined) conditions.push(sql`asset.trash_state = ${scope.trashState}`)
  if (scope.readyForPublish !== undefined)
    conditions.push(sql`asset.ready_for_publish = ${scope.readyForPublish}`)
  if (scope.folder !== undefined) {
    const pattern = likeLiteral(scope.folder) + (scope.includeSubfolders ? '%' : '')
    conditions.push(sql`asset.folder_id in (
      select id from folder where folder.company_id = ${scope.companyId} and folder.path like ${pattern})`)
  }
  if (scope.excludeByproducts)
    conditions.push(sql`not exists (select 1 from asset_generation where generated_id = asset.id)`)
  if (scope.projectId !== undefined)
    conditions.push(sql`exists (
      select 1 from project_asset where project_id = ${scope.projectId} and asset_id = asset.id)`)
  return sql<boolean>`(${sql.join(conditions, sql` and `)})`
}
