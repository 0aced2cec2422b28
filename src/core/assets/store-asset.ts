import { sql } from 'kysely'
import { likeLiteral } from '../like-literal.ts'
import type { Tx } from '../tables.ts'
import type { CropRect, DerivedKeys, ImageFacts, ServedAs } from './asset.table.ts'
import { type Asset, lockSameAsset } from './same-asset.ts'
import { assetNameOf } from './target-path.ts'

/** What processing made of one file; everything that an asset is switched to. */
export interface AssetContent {
  readonly type: string
  readonly servedAs: ServedAs
  readonly originalKey: string
  /** Of the original, in bytes. */
  readonly size: number
  readonly mimeType: string
  readonly image: ImageFacts | null
  readonly derived: DerivedKeys
  readonly metadata: Readonly<Record<string, string>>
}

export interface StoreAsset {
  readonly companyId: number
  readonly folderId: number
  readonly fileName: string
  readonly userId: number
  readonly overwrite: boolean
  readonly overwriteMode: string
  readonly readyForPublish: boolean
  readonly preservePublishState: boolean
  readonly content: AssetContent
  /** The crop of the new version, given the asset that it replaces. */
  readonly cropFor: (replaced: Asset | undefined) => CropRect | null
}

export type Stored =
  | { readonly outcome: 'success' | 'update'; readonly asset: Asset }
  | { readonly outcome: 'duplicate'; readonly asset: Asset }

/**
 * Makes a new asset or switches the existing one to new content, in the caller's transaction. Two workers with the
 * same target name come one after the other. The name of a new image is made unique in the company by `-1`, `-2`, ...,
 * because it is its public URL.
 */
export async function storeAsset(tx: Tx, request: StoreAsset): Promise<Stored> {
  const { companyId, fileName, content } = request
  await lockName(tx, companyId, assetNameOf(fileName))
  const same = await lockSameAsset(tx, request.overwriteMode, request)
  if (same && !request.overwrite) return { outcome: 'duplicate', asset: same }
  const values = {
    file_name: fileName,
    type: content.type,
    sub_type: null,
    served_as: content.servedAs,
    original_key: content.originalKey,
    size: content.size,
    mime_type: content.mimeType,
    image: content.image === null ? null : JSON.stringify(content.image),
    crop: jsonOrNull(request.cropFor(same)),
    derived: JSON.stringify(content.derived),
    metadata: JSON.stringify(content.metadata),
    modified_by: request.userId,
  }
  if (same) {
    const nameTaken = content.servedAs === 'image' && same.served_as !== 'image'
    const asset = await tx
      .updateTable('asset')
      .set({
        ...values,
        name: nameTaken ? await freeImageName(tx, companyId, same.name) : same.name,
        ready_for_publish: request.preservePublishState ? same.ready_for_publish : request.readyForPublish,
        version: sql<number>`version + 1`,
        modified_at: sql<Date>`now()`,
      })
      .where('id', '=', same.id)
      .returningAll()
      .executeTakeFirstOrThrow()
    return { outcome: 'update', asset }
  }
  const name = assetNameOf(fileName)
  const asset = await tx
    .insertInto('asset')
    .values({
      ...values,
      company_id: companyId,
      folder_id: request.folderId,
      name: content.servedAs === 'image' ? await freeImageName(tx, companyId, name) : name,
      ready_for_publish: request.readyForPublish,
      created_by: request.userId,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return { outcome: 'success', asset }
}

/** Holds the name to the end of the transaction, also while no asset has it yet. */
async function lockName(tx: Tx, companyId: number, name: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(${companyId}, hashtext(${name}))`.execute(tx)
}

async function freeImageName(tx: Tx, companyId: number, wanted: string): Promise<string> {
  const taken = new Set(
    (
      await tx
        .selectFrom('asset')
        .select('name')
        .where('company_id', '=', companyId)
        .where('served_as', '=', 'image')
        .where('trash_state', '=', 'NotInTrash')
        .where((eb) => eb.or([eb('name', '=', wanted), eb('name', 'like', `${likeLiteral(wanted)}-%`)]))
        .execute()
    ).map((row) => row.name),
  )
  if (!taken.has(wanted)) return wanted
  for (let n = 1; ; n++) if (!taken.has(`${wanted}-${n}`)) return `${wanted}-${n}`
}

function jsonOrNull(value: object | null): string | null {
  return value === null ? null : JSON.stringify(value)
}
