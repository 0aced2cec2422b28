import { type RawBuilder, type Selectable, sql } from 'kysely'
import type { Db, Tx } from '../tables.ts'
import type { ImageMapTable, RegionShape } from './image-map.table.ts'

export type ImageMap = Selectable<ImageMapTable>

/** An image map as it is to be. */
export interface ImageMapDefinition {
  readonly name: string
  readonly shapeType: RegionShape
  /** Numbers with commas, in pixels of the whole picture. */
  readonly region: string
  readonly action: string
  readonly enabled: boolean
}

/** An image map as it comes with an asset. */
export interface AssetImageMap extends ImageMapDefinition {
  readonly id: number
  readonly position: number
  /** ISO 8601. */
  readonly modifiedAt: string
}

/** The image maps of the row of `asset` that a query reads, the lowest first; a column for its select list. */
export const imageMapsColumn: RawBuilder<readonly AssetImageMap[]> = sql`coalesce((
  select jsonb_agg(jsonb_build_object(
    'id', id, 'name', name, 'shapeType', shape_type, 'region', region, 'action', action, 'position', position,
    'enabled', enabled, 'modifiedAt', modified_at) order by position, from_file desc, id)
  from image_map where image_map.asset_id = asset.id), '[]')`

/** Gives an asset these image maps in place of those it has; later ones are on top. Returns their ids, in order. */
export async function setImageMaps(
  tx: Tx,
  assetId: number,
  maps: readonly ImageMapDefinition[],
): Promise<number[]> {
  await tx.deleteFrom('image_map').where('asset_id', '=', assetId).execute()
  return await insertImageMaps(tx, assetId, maps, false)
}

/** Replaces the image maps that come from the links of an asset's file; those that people made stay. */
export async function setImageMapsOfFile(
  tx: Tx,
  assetId: number,
  maps: readonly ImageMapDefinition[],
): Promise<void> {
  await tx.deleteFrom('image_map').where('asset_id', '=', assetId).where('from_file', '=', true).execute()
  await insertImageMaps(tx, assetId, maps, true)
}

async function insertImageMaps(
  tx: Tx,
  assetId: number,
  maps: readonly ImageMapDefinition[],
  fromFile: boolean,
): Promise<number[]> {
  if (maps.length === 0) return []
  const rows = await tx
    .insertInto('image_map')
    .values(
      maps.map(({ name, shapeType, region, action, enabled }, at) => ({
        asset_id: assetId,
        name,
        shape_type: shapeType,
        region,
        action,
        enabled,
        position: at,
        from_file: fromFile,
      })),
    )
    .returning(['id', 'position'])
    .execute()
  return rows.sort((a, b) => a.position - b.position).map(({ id }) => id)
}

/** Adds an image map to an asset. Returns its id. */
export async function createImageMap(
  db: Db,
  assetId: number,
  { name, shapeType, region, action, enabled, position }: ImageMapDefinition & { readonly position: number },
): Promise<number> {
  const { id } = await db
    .insertInto('image_map')
    .values({ asset_id: assetId, name, shape_type: shapeType, region, action, enabled, position })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Changes an image map of an asset; from then on it is no longer the file's. False: the asset has none of that id. */
export async function updateImageMap(
  db: Db,
  assetId: number,
  id: number,
  { name, shapeType, region, action, enabled, position }: ImageMapDefinition & { readonly position: number },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('image_map')
    .set({
      name,
      shape_type: shapeType,
      region,
      action,
      enabled,
      position,
      from_file: false,
      modified_at: sql<Date>`now()`,
    })
    .where('id', '=', id)
    .where('asset_id', '=', assetId)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Takes an image map of one of the company's assets away. False: there is none of that id. */
export async function deleteImageMap(db: Db, companyId: number, id: number): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('image_map')
    .where('id', '=', id)
    .where('asset_id', 'in', (query) =>
      query.selectFrom('asset').select('id').where('company_id', '=', companyId),
    )
    .executeTakeFirst()
  return numDeletedRows > 0n
}
