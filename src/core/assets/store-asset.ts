import { type RawBuilder, sql } from 'kysely'
import type { ProcessingOptions } from '../processing/processor.ts'
import type { Tx } from '../tables.ts'
import type { CropRect, DerivedKeys, ImageFacts, ServedAs, SmartCrop } from './asset.table.ts'
import { type Asset, lockSameAsset } from './same-asset.ts'
import { assetNameOf } from './target-path.ts'

/** What processing made of one file; everything that an asset is switched to. */
export interface AssetContent {
  readonly type: string
  /** Absent: none. */
  readonly subType?: string
  readonly servedAs: ServedAs
  /** Null: a set or a template. */
  readonly originalKey: string | null
  /** Of the original, in bytes. */
  readonly size: number
  readonly mimeType: string
  readonly image: ImageFacts | null
  readonly derived: DerivedKeys
  /** How the derived files were asked for. */
  readonly processing: ProcessingOptions
  readonly metadata: Readonly<Record<string, string>>
  /** Of a template; absent: none. */
  readonly definition?: string
  /** Absent: none. */
  readonly smartCrops?: readonly SmartCrop[]
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
  /** The smart crops of the new version, given the asset that it replaces; absent: those of its content. */
  readonly smartCropsFor?: (replaced: Asset | undefined) => readonly SmartCrop[]
}

export type Stored =
  | { readonly outcome: 'success' | 'update'; readonly asset: Asset }
  | { readonly outcome: 'duplicate'; readonly asset: Asset }

/**
 * Makes a new asset or switches the existing one to new content, in the transaction of a caller that holds the asset name
 * (`lockAssetName`), so that two workers with the same target come one after the other. The name of a new picture, set or
 * template is made unique in the company by `-1`, `-2`, ..., because it is its public URL.
 */
export async function storeAsset(tx: Tx, request: StoreAsset): Promise<Stored> {
  const { fileName } = request
  const same = await lockSameAsset(tx, request.overwriteMode, request)
  if (same && !request.overwrite) return { outcome: 'duplicate', asset: same }
  const { smartCropsFor } = request
  const content = smartCropsFor ? { ...request.content, smartCrops: smartCropsFor(same) } : request.content
  if (same) {
    const asset = await switchAsset(tx, same, {
      fileName,
      userId: request.userId,
      content,
      crop: request.cropFor(same),
      readyForPublish: request.preservePublishState ? same.ready_for_publish : request.readyForPublish,
    })
    return { outcome: 'update', asset }
  }
  const asset = await insertAsset(tx, { ...request, content, crop: request.cropFor(undefined) })
  return { outcome: 'success', asset }
}

export interface NewAsset extends AssetChange {
  readonly companyId: number
  readonly folderId: number
  /** Wanted; absent: the file's name without its extension. */
  readonly name?: string
}

/** Makes an asset. The caller holds its name (`lockAssetName`), and the folder has no file of that name. */
export async function insertAsset(tx: Tx, created: NewAsset): Promise<Asset> {
  const { companyId, folderId, fileName, content, userId } = created
  const name = created.name ?? assetNameOf(fileName)
  return await tx
    .insertInto('asset')
    .values({
      ...columnsOf(created),
      company_id: companyId,
      folder_id: folderId,
      name: content.servedAs === 'content' ? name : freePublicName(companyId, name),
      created_by: userId,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** The state that an asset is brought to. */
export interface AssetChange {
  readonly fileName: string
  readonly userId: number
  readonly content: AssetContent
  readonly crop: CropRect | null
  readonly readyForPublish: boolean
}

/**
 * Switches an asset, whose row the caller holds, to new content; its version goes up. It keeps its name, but one that
 * becomes a picture gets a name that no other picture, set or template has.
 */
export async function switchAsset(tx: Tx, asset: Asset, change: AssetChange): Promise<Asset> {
  const becomesPublic = change.content.servedAs !== 'content' && asset.served_as === 'content'
  return await tx
    .updateTable('asset')
    .set({
      ...columnsOf(change),
      name: becomesPublic ? freePublicName(asset.company_id, asset.name) : asset.name,
      version: sql<number>`version + 1`,
      modified_at: sql<Date>`now()`,
    })
    .where('id', '=', asset.id)
    .returningAll()
    .executeTakeFirstOrThrow()
}

function columnsOf({ fileName, userId, content, crop, readyForPublish }: AssetChange) {
  return {
    file_name: fileName,
    type: content.type,
    sub_type: content.subType ?? null,
    served_as: content.servedAs,
    original_key: content.originalKey,
    size: content.size,
    mime_type: content.mimeType,
    image: jsonOrNull(content.image),
    crop: jsonOrNull(crop),
    derived: JSON.stringify(content.derived),
    processing: JSON.stringify(content.processing),
    metadata: JSON.stringify(content.metadata),
    definition: content.definition ?? null,
    smart_crops: JSON.stringify(content.smartCrops ?? []),
    ready_for_publish: readyForPublish,
    modified_by: userId,
  }
}

/** Holds an asset name of a company to the end of the transaction, also while no asset has it yet. */
export async function lockAssetName(tx: Tx, companyId: number, name: string): Promise<void> {
  await lockAssetNames(tx, companyId, [name])
}

/** `lockAssetName` of several names, in one order for all transactions. */
export async function lockAssetNames(tx: Tx, companyId: number, names: readonly string[]): Promise<void> {
  const ordered = [...new Set(names)].sort()
  await sql`
    select pg_advisory_xact_lock(${companyId}, hashtext(name)) from unnest(${ordered}::text[]) as given (name)`.execute(
    tx,
  )
}

/** `wanted`, with `-1`, `-2`, ... where a picture, set or template has that name; found by the statement that writes it. */
function freePublicName(companyId: number, wanted: string): RawBuilder<string> {
  return sql`free_public_name(${companyId}::integer, ${wanted})`
}

function jsonOrNull(value: object | null): string | null {
  return value === null ? null : JSON.stringify(value)
}
