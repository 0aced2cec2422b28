import { sql } from 'kysely'
import type { MetadataFieldType, StoredValue } from '../metadata/metadata-field.table.ts'
import type { Db } from '../tables.ts'
import { type AssetImageMap, imageMapsColumn } from './image-map.ts'
import type { Asset } from './same-asset.ts'
import { ofTypes, type TypeFilter } from './type-filter.ts'

/** An asset with what its folder and people are called. */
export interface AssetView extends Asset {
  readonly folder: string
  readonly created_by_email: string
  readonly modified_by_email: string
  /** Names of the projects that it is in, by name. */
  readonly projects: readonly string[]
  /** The lowest first. */
  readonly image_maps: readonly AssetImageMap[]
  /** Of the metadata fields of its company, by name. */
  readonly fields: readonly FieldValue[]
}

/** A metadata field with the value of an asset, or with its default where the asset has none. */
export interface FieldValue {
  readonly name: string
  readonly type: MetadataFieldType
  readonly value: StoredValue
}

export interface AssetsByName extends TypeFilter {
  readonly companyId: number
  readonly names: readonly string[]
}

/** Assets outside the trash that have one of the names, in order of name and creation. */
export async function assetsByName(db: Db, filter: AssetsByName): Promise<AssetView[]> {
  if (filter.names.length === 0) return []
  return await assetViews(db)
    .where('asset.company_id', '=', filter.companyId)
    .where((eb) => eb('asset.name', '=', eb.fn.any(eb.val([...filter.names]))))
    .where('asset.trash_state', '=', 'NotInTrash')
    .where(ofTypes(filter))
    .orderBy('asset.name')
    .orderBy('asset.id')
    .execute()
}

/** Assets of a company by their numbers, in the trash or not, in no special order. */
export async function assetsById(db: Db, companyId: number, ids: readonly number[]): Promise<AssetView[]> {
  if (ids.length === 0) return []
  return await assetViews(db)
    .where('asset.company_id', '=', companyId)
    .where((eb) => eb('asset.id', '=', eb.fn.any(eb.val([...ids]))))
    .execute()
}

function assetViews(db: Db) {
  return db
    .selectFrom('asset')
    .innerJoin('folder', 'folder.id', 'asset.folder_id')
    .innerJoin('user_account as creator', 'creator.id', 'asset.created_by')
    .innerJoin('user_account as modifier', 'modifier.id', 'asset.modified_by')
    .selectAll('asset')
    .select([
      'folder.path as folder',
      'creator.email as created_by_email',
      'modifier.email as modified_by_email',
      sql<readonly string[]>`array(
        select project.name from project_asset join project on project.id = project_asset.project_id
        where project_asset.asset_id = asset.id order by project.name)`.as('projects'),
      sql<readonly FieldValue[]>`(
        select coalesce(jsonb_agg(jsonb_build_object(
          'name', field.name, 'type', field.field_type,
          'value', coalesce(stored.value, to_jsonb(field.default_value))) order by field.name), '[]')
        from metadata_field as field
        left join asset_field_value as stored on stored.field_id = field.id and stored.asset_id = asset.id
        where field.company_id = asset.company_id and field.asset_type in ('Asset', asset.type)
          and (stored.value is not null or field.default_value <> ''))`.as('fields'),
      imageMapsColumn.as('image_maps'),
    ])
}
