import { sql } from 'kysely'
import { type Caller, rolesIn } from '../accounts/caller.ts'
import { keptPath, type MirrorFolder, mirroredText } from '../documents/mirror-folder.ts'
import type { Db } from '../tables.ts'
import { mirrorIn, ownerOf, pathsInJcr } from './jcr-place.ts'
import { companyOfPath } from './may-process.ts'
import { insidePath, outsidePath } from './repository-path.ts'
import type { GuidesServices } from './start-processing.ts'
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

const readAtOnce = 1_000
/**
 * What is known of the assets at this moment, some at a time. Files of a JCR repository are looked up among what was fetched; of a path of which
 * nothing was, that repository is asked, before this returns, whether there is anything. Throws a TransientError when it does not answer.
 */
export async function statusOfAssets(
  services: Pick<GuidesServices, 'db' | 'jcr'>,
  caller: Caller,
  request: { readonly paths: readonly string[]; readonly excluded_paths: readonly string[] },
): Promise<AsyncGenerator<readonly StatusOfAsset[]>> {
  const { db, jcr } = services
  const places = await placesOf(services, caller, request.paths)
  const unknown = places.flatMap((place) => (place.kind === 'notFetched' ? place.path : []))
  const inJcr = jcr && unknown.length > 0 ? await pathsInJcr(jcr.repository, unknown) : new Set<string>()
  return read()

  async function* read(): AsyncGenerator<readonly StatusOfAsset[]> {
    for (const place of places) {
      if (place.kind === 'tree') yield* statusOfTree(db, place, request.excluded_paths)
      else {
        const exists = inJcr.has(place.path)
        yield [{ path: place.path, uuid: '', status: exists ? 'PENDING' : 'FAILURE', exists }]
      }
    }
  }
}

/** Assets of a company, those of a JCR repository with the mirror that keeps them. */
interface StatusTree {
  readonly kind: 'tree'
  readonly companyId: number
  /** In darkroom. */
  readonly path: string
  readonly mirror: MirrorFolder | undefined
}

type StatusPlace = StatusTree | { readonly kind: 'missing' | 'notFetched'; readonly path: string }

async function placesOf(
  { db, jcr }: Pick<GuidesServices, 'db' | 'jcr'>,
  caller: Caller,
  paths: readonly string[],
): Promise<StatusPlace[]> {
  const owner = jcr && (await ownerOf(db, jcr))
  const mirrored = jcr && owner && rolesIn(caller, owner.id).length > 0 ? mirrorIn(owner, jcr) : undefined
  const places: StatusPlace[] = []
  for (const path of paths) {
    // To a stranger, what is not theirs is not there.
    const company = await companyOfPath(db, caller, 'paths', path).catch(() => null)
    const mirror = company === undefined ? mirrored : undefined
    const companyId = mirror ? owner?.id : company?.id
    const tree = keptIn(mirror, path)
    if (companyId !== undefined && (await isThere(db, companyId, tree)))
      places.push({ kind: 'tree', companyId, path: tree, mirror })
    else places.push({ kind: mirror ? 'notFetched' : 'missing', path })
  }
  return places
}

function keptIn(mirror: MirrorFolder | undefined, path: string): string {
  return outsidePath(keptPath(mirror, insidePath(path)))
}

async function* statusOfTree(
  db: Db,
  { companyId, path, mirror }: StatusTree,
  excludedPaths: readonly string[],
): AsyncGenerator<readonly StatusOfAsset[]> {
  const scope = {
    companyId,
    path,
    excludedPaths: excludedPaths.map((excluded) => keptIn(mirror, excluded)),
    filter: { fileTypes: [], filterProcessedAssets: false },
    lastAsset: Number.MAX_SAFE_INTEGER,
    since: new Date(),
  }
  for (let page = await treePage(db, scope, null, readAtOnce); ; ) {
    const assets = await statusOf(
      db,
      page.assets.map(({ asset }) => asset),
    )
    yield assets.map((asset) => ({ ...asset, path: mirroredText(mirror, asset.path) }))
    if (page.next === null) break
    page = await treePage(db, scope, page.next, readAtOnce)
  }
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
