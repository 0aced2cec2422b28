import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Caller } from '../accounts/caller.ts'
import type { Db } from '../tables.ts'
import { companyOfPath } from './may-process.ts'
import { bad, outsidePath, repositoryPath } from './repository-path.ts'
import { isThere, type TreeAsset, treePage } from './walk-tree.ts'

/** SUCCESS and FAILURE: of the file that the asset has now. PENDING: that was not processed yet. */
export type AssetStatus = 'SUCCESS' | 'FAILURE' | 'PROCESSING' | 'PENDING'

export interface StatusOfAsset {
  readonly path: string
  /** Empty: it has not been processed yet. */
  readonly uuid: string
  readonly status: AssetStatus
  readonly exists: boolean
}

/** A request that nobody came back to is forgotten after so long. */
const keepHours = 24
const readAtOnce = 1_000
export const maxStatusPaths = 1_000

/** Takes a request for the status of what lies at paths, and returns its id. Throws `invalid-parameter` for paths that are wrong. */
export async function requestStatus(
  db: Db,
  caller: Caller,
  wanted: { readonly paths: readonly string[]; readonly excludedPaths: readonly string[] },
): Promise<string> {
  if (wanted.paths.length > maxStatusPaths)
    throw bad('paths', `${wanted.paths.length} paths`, `are too many; expected at most ${maxStatusPaths}`)
  const paths = wanted.paths.map((path) => repositoryPath('paths', path, { lenient: true }))
  const excluded = wanted.excludedPaths.map((path) =>
    repositoryPath('excludedPaths', path, { lenient: true }),
  )
  await sql`delete from status_request where created_at < now() - ${keepHours} * interval '1 hour'`.execute(
    db,
  )
  const id = randomUUID()
  await db
    .insertInto('status_request')
    .values({ id, user_id: caller.userId, paths, excluded_paths: excluded })
    .execute()
  return id
}

/** The request of an id. Throws `invalid-parameter` when the caller made none like it. */
export async function findStatusRequest(db: Db, caller: Caller, id: string) {
  const isUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)
  const request = isUuid
    ? await db
        .selectFrom('status_request')
        .selectAll()
        .where('id', '=', id)
        .where('user_id', '=', caller.userId)
        .executeTakeFirst()
    : undefined
  if (!request)
    throw bad('jobId', id.toWellFormed(), 'is no request for the status of assets, or is more than a day old')
  return request
}

/** What is known of the assets at this moment, some at a time. */
export async function* statusOfAssets(
  db: Db,
  caller: Caller,
  request: { readonly paths: readonly string[]; readonly excluded_paths: readonly string[] },
): AsyncGenerator<readonly StatusOfAsset[]> {
  for (const path of request.paths) {
    const companyId = await placeOf(db, caller, path)
    if (companyId === undefined) {
      yield [{ path, uuid: '', status: 'FAILURE', exists: false }]
      continue
    }
    const scope = {
      companyId,
      path,
      excludedPaths: request.excluded_paths,
      filter: { fileTypes: [], filterProcessedAssets: false },
      lastAsset: Number.MAX_SAFE_INTEGER,
      since: new Date(),
    }
    for (let page = await treePage(db, scope, null, readAtOnce); ; ) {
      yield await statusOf(
        db,
        page.assets.map(({ asset }) => asset),
      )
      if (page.next === null) break
      page = await treePage(db, scope, page.next, readAtOnce)
    }
  }
}

async function placeOf(db: Db, caller: Caller, path: string): Promise<number | undefined> {
  // To a stranger, what is not theirs is not there.
  const company = await companyOfPath(db, caller, 'paths', path).catch(() => undefined)
  return company && (await isThere(db, company.id, path)) ? company.id : undefined
}

async function statusOf(db: Db, assets: readonly TreeAsset[]): Promise<StatusOfAsset[]> {
  const ids = assets.map(({ id }) => id)
  const { rows } = await sql<{ id: number; guid: string | null; status: AssetStatus }>`
    select asset_id as id, guid, case
      when exists (select from job_item where job_item.id = known.item_id and job_item.state = 'Running')
        then 'PROCESSING'
      when known.original_key = asset.original_key then known.status
      else 'PENDING' end as status
    from processed_asset as known join asset on asset.id = known.asset_id
    where known.asset_id = any(${ids}::bigint[])`.execute(db)
  const known = new Map(rows.map((row) => [row.id, row]))
  return assets.map(({ id, folder, file_name }) => ({
    path: outsidePath(folder, file_name),
    uuid: known.get(id)?.guid ?? '',
    status: known.get(id)?.status ?? 'PENDING',
    exists: true,
  }))
}
