import type { AssetView } from '../../assets/asset.queries.ts'
import { DarkroomError } from '../../errors.ts'
import type { BlobStore } from '../../ports.ts'
import { MetadataRecord } from '../../processing/metadata/metadata-record.ts'
import { addXmp } from '../../processing/metadata/xmp.ts'
import type { Db, Tx } from '../../tables.ts'
import { packetOfFile } from './packet-of-file.ts'
import { rewritePacket } from './rewrite-packet.ts'

/** The longest packet that is taken, in UTF-16 units. */
export const maxPacketLength = 5 * 1024 * 1024

/** An asset as its packet tells of it. */
export type DescribedAsset = Pick<
  AssetView,
  'id' | 'original_key' | 'served_as' | 'metadata' | 'fields' | 'type'
>

const keywordsKey = 'dc.subject'

/**
 * The XMP packet of an asset: the one that a client gave it, else that of its file, else a new one; in it its keywords and
 * the values of its metadata fields as they are now, and all else as it was.
 */
export async function assetPacket(db: Db, blobs: BlobStore, asset: DescribedAsset): Promise<string> {
  const former = await basePacket(db, blobs, asset)
  const content = { keywords: changedKeywords(former, asset), fields: asset.fields }
  try {
    return rewritePacket(former, content)
  } catch {
    // What stands in the file can not be read, so nothing of it can be kept.
    return rewritePacket(undefined, { ...content, keywords: keywordsOf(asset.metadata) })
  }
}

/**
 * Gives an asset another packet; its metadata is what the new one says, and what it has from elsewhere than from XMP. The values
 * of metadata fields are not taken from it. Throws `invalid-parameter` for what is no XMP.
 */
export async function setAssetPacket(
  tx: Tx,
  blobs: BlobStore,
  asset: DescribedAsset,
  packet: string,
  userId: number,
): Promise<void> {
  const next = propertiesOf(checkedPacket(packet))
  const former = await basePacket(tx, blobs, asset)
  const gone = new Set([keywordsKey, ...Object.keys(former === undefined ? {} : readable(former))])
  const others = Object.entries(asset.metadata).filter(([key]) => !gone.has(key))
  await tx
    .insertInto('asset_xmp')
    .values({ asset_id: asset.id, original_key: asset.original_key, packet })
    .onConflict((oc) => oc.column('asset_id').doUpdateSet({ original_key: asset.original_key, packet }))
    .execute()
  await tx
    .updateTable('asset')
    .set({
      metadata: JSON.stringify({ ...Object.fromEntries(others), ...next }),
      modified_at: new Date(),
      modified_by: userId,
    })
    .where('id', '=', asset.id)
    .execute()
}

/** Forgets the packet that a client gave an asset: its new file tells of it now, even when it is the same file. */
export async function forgetAssetPacket(tx: Tx, assetId: number): Promise<void> {
  await tx.deleteFrom('asset_xmp').where('asset_id', '=', assetId).execute()
}

async function basePacket(
  db: Db | Tx,
  blobs: BlobStore,
  { id, original_key: key, served_as: servedAs, type }: DescribedAsset,
): Promise<string | undefined> {
  const given = await db
    .selectFrom('asset_xmp')
    .select('packet')
    .where('asset_id', '=', id)
    .where('original_key', 'is not distinct from', key)
    .executeTakeFirst()
  if (given) return given.packet
  return key === null ? undefined : await packetOfFile(blobs, key, servedAs === 'image' || type === 'Image')
}

/** The asset's keywords; undefined: the packet says the same. */
function changedKeywords(
  packet: string | undefined,
  { metadata }: DescribedAsset,
): readonly string[] | undefined {
  const wanted = keywordsOf(metadata)
  const found = packet === undefined ? [] : keywordsOf(readable(packet))
  return JSON.stringify(wanted) === JSON.stringify(found) ? undefined : wanted
}

function keywordsOf(metadata: Readonly<Record<string, string>>): readonly string[] {
  const text = metadata[keywordsKey]
  if (text === undefined) return []
  try {
    const list: unknown = JSON.parse(text)
    return Array.isArray(list) ? list.map(String) : [text]
  } catch {
    return [text]
  }
}

function checkedPacket(packet: string): string {
  if (packet.length > maxPacketLength)
    throw new DarkroomError(
      'too-large',
      `compressedPacket: the packet has ${packet.length} characters; at most ${maxPacketLength} are taken.`,
      { field: 'compressedPacket' },
    )
  try {
    rewritePacket(packet, { keywords: undefined, fields: [] })
    return packet
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new DarkroomError('invalid-parameter', `compressedPacket: it is no XMP packet: ${reason}.`, {
      field: 'compressedPacket',
    })
  }
}

function readable(packet: string): Record<string, string> {
  try {
    return propertiesOf(packet)
  } catch {
    return {}
  }
}

/** Without the values of metadata fields, which have a place of their own. */
function propertiesOf(packet: string): Record<string, string> {
  const record = new MetadataRecord()
  addXmp(record, packet)
  const all = Object.entries(record.toRecord())
  return Object.fromEntries(all.filter(([key]) => !key.startsWith('urn_darkroom')))
}
