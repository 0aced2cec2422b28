import type { Db } from '../tables.ts'
import type { Asset } from './same-asset.ts'

/** An asset with what its folder and people are called. */
export interface AssetView extends Asset {
  readonly folder: string
  readonly created_by_email: string
  readonly modified_by_email: string
}

export interface AssetsByName {
  readonly companyId: number
  readonly names: readonly string[]
  /** Empty: every type. */
  readonly types: readonly string[]
  readonly excludeTypes: readonly string[]
  readonly subTypes: readonly string[]
  /** False: assets without a subtype pass the filter by subtype. */
  readonly strictSubType: boolean
}

/** Assets outside the trash that have one of the names, in order of name and creation. */
export async function assetsByName(db: Db, filter: AssetsByName): Promise<AssetView[]> {
  if (filter.names.length === 0) return []
  return await db
    .selectFrom('asset')
    .innerJoin('folder', 'folder.id', 'asset.folder_id')
    .innerJoin('user_account as creator', 'creator.id', 'asset.created_by')
    .innerJoin('user_account as modifier', 'modifier.id', 'asset.modified_by')
    .selectAll('asset')
    .select([
      'folder.path as folder',
      'creator.email as created_by_email',
      'modifier.email as modified_by_email',
    ])
    .where('asset.company_id', '=', filter.companyId)
    .where('asset.name', 'in', filter.names)
    .where('asset.trash_state', '=', 'NotInTrash')
    .$if(filter.types.length > 0, (query) => query.where('asset.type', 'in', filter.types))
    .$if(filter.excludeTypes.length > 0, (query) => query.where('asset.type', 'not in', filter.excludeTypes))
    .$if(filter.subTypes.length > 0, (query) =>
      query.where((eb) =>
        filter.strictSubType
          ? eb('asset.sub_type', 'in', filter.subTypes)
          : eb.or([eb('asset.sub_type', 'is', null), eb('asset.sub_type', 'in', filter.subTypes)]),
      ),
    )
    .orderBy('asset.name')
    .orderBy('asset.id')
    .execute()
}
