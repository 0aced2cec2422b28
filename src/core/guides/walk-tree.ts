import { sql } from 'kysely'
import { fileTypeOf } from '../documents/file-type.ts'
import type { Db } from '../tables.ts'
import type { AssetFilter } from './asset-filter.ts'
import { insidePath, isBelow, outsidePath } from './repository-path.ts'
import type { TreeCursor } from './tree-cursor.ts'

/** The part of darkroom's own repository that a processing is about. */
export interface TreeScope {
  readonly companyId: number
  /** '/content/dam/Demo/shoes'; a folder or a file. */
  readonly path: string
  readonly excludedPaths: readonly string[]
  readonly filter: AssetFilter
  /** The highest number of an asset that belongs to it. */
  readonly lastAsset: number
  /** Assets that were processed from then on count as not yet processed. */
  readonly since: Date
}

export interface TreeAsset {
  readonly id: number
  readonly folder: string
  readonly file_name: string
  readonly mime_type: string
  /** In bytes. */
  readonly size: number
  readonly original_key: string
  readonly version: number
}

export interface TreePage {
  /** Each with its place, where a walk goes on that ends with it. */
  readonly assets: readonly { readonly asset: TreeAsset; readonly cursor: TreeCursor }[]
  /** Null: there is no more. */
  readonly next: TreeCursor | null
}

/** Folders that are looked into in one statement. */
const foldersAtOnce = 64

/**
 * The next files of a tree, folder by folder in order of their paths: at most `limit` are read, fewer may pass the filter. The
 * time it takes depends on `limit`, not on the tree. Files that came out of other files (pages, layers) are left out: they
 * are made again with those.
 */
export async function treePage(
  db: Db,
  scope: TreeScope,
  cursor: TreeCursor | null,
  limit: number,
): Promise<TreePage> {
  const begin = `${insidePath(scope.path)}/`
  if (cursor === null) {
    const asset = await fileAt(db, scope)
    const next = { path: begin, id: 0 }
    if (asset) return { assets: [{ asset, cursor: next }], next }
    return await treePage(db, scope, next, limit)
  }
  const folders = await db
    .selectFrom('folder')
    .select(['id', 'path'])
    .where('company_id', '=', scope.companyId)
    .where(sql<boolean>`path collate "C" >= ${cursor.path}`)
    .where(sql<boolean>`path collate "C" < ${`${begin.slice(0, -1)}0`}`)
    .orderBy(sql`path collate "C"`)
    .limit(foldersAtOnce)
    .execute()
  const rows = await filesIn(
    db,
    scope,
    folders.filter(({ path }) => !isExcluded(scope, outsidePath(path))),
    cursor,
    limit,
  )
  const last = rows.at(-1)
  const lastFolder = folders.at(-1)
  const rest =
    lastFolder === undefined || folders.length < foldersAtOnce
      ? null
      : { path: lastFolder.path, id: Number.MAX_SAFE_INTEGER }
  return {
    assets: rows
      .filter((asset) => isWanted(scope, asset))
      .map((asset) => ({ asset, cursor: { path: asset.folder, id: asset.id } })),
    next: last !== undefined && rows.length === limit ? { path: last.folder, id: last.id } : rest,
  }
}

/** Whether there is anything at the path of a scope, whatever its filter. */
export async function isThere(db: Db, companyId: number, path: string): Promise<boolean> {
  const inside = insidePath(path)
  const { rows } = await sql<{ there: boolean }>`
    select exists (select from folder where company_id = ${companyId} and path = ${`${inside}/`})
      or exists (
        select from asset join folder on folder.id = asset.folder_id
        where folder.company_id = ${companyId} and folder.path = ${inside.slice(0, inside.lastIndexOf('/') + 1)}
          and asset.file_name = ${inside.slice(inside.lastIndexOf('/') + 1)} and asset.trash_state = 'NotInTrash'
      ) as there`.execute(db)
  return rows[0]?.there === true
}

async function filesIn(
  db: Db,
  scope: TreeScope,
  folders: readonly { readonly id: number; readonly path: string }[],
  cursor: TreeCursor,
  limit: number,
): Promise<TreeAsset[]> {
  if (folders.length === 0) return []
  const ids = folders.map(({ id }) => id)
  const paths = folders.map(({ path }) => path)
  const { rows } = await sql<TreeAsset>`
    select found.*, wanted.path as folder
    from unnest(${ids}::bigint[], ${paths}::text[]) with ordinality as wanted (id, path, place)
    cross join lateral (
      select ${columns} from asset
      where asset.folder_id = wanted.id
        and asset.id > case when wanted.path = ${cursor.path} then ${cursor.id}::bigint else 0 end
        and ${passes(scope)}
      order by asset.id limit ${limit}
    ) as found
    order by wanted.place, found.id limit ${limit}`.execute(db)
  return rows
}

/** The file at the path of the scope itself. */
async function fileAt(db: Db, scope: TreeScope): Promise<TreeAsset | undefined> {
  const inside = insidePath(scope.path)
  const slash = inside.lastIndexOf('/') + 1
  const { rows } = await sql<TreeAsset>`
    select ${columns}, folder.path as folder from asset join folder on folder.id = asset.folder_id
    where folder.company_id = ${scope.companyId} and folder.path = ${inside.slice(0, slash)}
      and asset.file_name = ${inside.slice(slash)} and ${passes(scope)}`.execute(db)
  const [asset] = rows
  return asset && isWanted(scope, asset) ? asset : undefined
}

const columns = sql`asset.id, asset.file_name, asset.mime_type, asset.size, asset.original_key, asset.version`

function passes({ filter, lastAsset, since }: TreeScope) {
  const { startTime, endTime, filterProcessedAssets } = filter
  return sql`asset.trash_state = 'NotInTrash' and asset.original_key is not null and asset.id <= ${lastAsset}::bigint
    and not exists (select from asset_generation where asset_generation.generated_id = asset.id)
    and (${startTime ?? null}::float8 is null or date_trunc('milliseconds', asset.created_at) >= to_timestamp(${startTime ?? null}::float8 / 1000))
    and (${endTime ?? null}::float8 is null or date_trunc('milliseconds', asset.created_at) <= to_timestamp(${endTime ?? null}::float8 / 1000))
    and (not ${filterProcessedAssets}::boolean or not exists (
      select from processed_asset as done
      where done.asset_id = asset.id and done.status = 'SUCCESS' and done.original_key = asset.original_key
        and done.processed_at < ${since}))`
}

function isWanted(scope: TreeScope, asset: TreeAsset): boolean {
  if (isExcluded(scope, outsidePath(asset.folder, asset.file_name))) return false
  const { fileTypes } = scope.filter
  return fileTypes.length === 0 || fileTypes.includes(fileTypeOf(asset.file_name, asset.mime_type))
}

function isExcluded({ excludedPaths }: TreeScope, path: string): boolean {
  return excludedPaths.some((excluded) => isBelow(path, excluded))
}
