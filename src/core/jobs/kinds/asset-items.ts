import { assetIdOf } from '../../assets/asset-handle.ts'
import type { Asset } from '../../assets/same-asset.ts'
import { DarkroomError } from '../../errors.ts'
import { say } from '../../messages/messages.ts'
import type { ItemContext, KindContext } from '../job-kind.ts'

/** Handles that are looked up in one statement. */
const batch = 1_000

/** One asset that a job is to work on. */
export interface AssetItem {
  /** As the client gave it. */
  readonly handle: string
  readonly assetId: number | null
  /** What the log calls it: the handle while it names nothing. */
  readonly fileName: string
}

export interface AssetInFolder extends Asset {
  /** With the company's root in front and a closing slash. */
  readonly folder: string
}

/** Handles as a job's parameters carry them. */
export interface HandleArray {
  readonly items: readonly string[]
}

/**
 * Items for the assets that the handles in a field name; doubled ones count once. A handle that names nothing becomes an
 * item too, which fails. Throws `missing-parameter` when there is none at all.
 */
export async function* assetItems(
  { db, company }: KindContext,
  field: string,
  { items: handles }: HandleArray,
): AsyncGenerator<readonly AssetItem[]> {
  if (handles.length === 0)
    throw new DarkroomError('missing-parameter', say('handlesEmpty', { field }), {
      field,
    })
  const byId = new Map(handles.map((handle) => [assetIdOf(handle) ?? handle, handle]))
  const wanted = [...byId]
  for (let i = 0; i < wanted.length; i += batch) {
    const part = wanted.slice(i, i + batch)
    const assets = await db
      .selectFrom('asset')
      .select(['id', 'file_name'])
      .where('company_id', '=', company.id)
      .where('trash_state', '=', 'NotInTrash')
      .where('id', 'in', [0, ...part.map(([id]) => id).filter((id) => typeof id === 'number')])
      .execute()
    const names = new Map<number | string, string>(assets.map(({ id, file_name }) => [id, file_name]))
    yield part.map(([id, handle]) => ({
      handle,
      assetId: typeof id === 'number' ? id : null,
      fileName: names.get(id) ?? handle.slice(0, 80),
    }))
  }
}

/**
 * The asset of an item. Throws `invalid-parameter` when there is none in the company, it is in the trash, or it is not of
 * `type`, an IPS asset type.
 */
export async function assetOfItem({ db, company, item }: ItemContext, type?: string): Promise<AssetInFolder> {
  const { assetId, handle } = item.payload as AssetItem
  const asset = await db
    .selectFrom('asset')
    .innerJoin('folder', 'folder.id', 'asset.folder_id')
    .selectAll('asset')
    .select('folder.path as folder')
    .where('asset.company_id', '=', company.id)
    .where('asset.trash_state', '=', 'NotInTrash')
    .where('asset.id', '=', assetId ?? 0)
    .executeTakeFirst()
  if (!asset)
    throw new DarkroomError('invalid-parameter', say('noAssetOfHandle', { handle: handle.slice(0, 80) }))
  if (type !== undefined && asset.type !== type)
    throw new DarkroomError(
      'invalid-parameter',
      say('assetOfOtherType', { type: asset.type, expected: type }),
    )
  return asset
}
