import { sql } from 'kysely'
import type { Tx } from '../tables.ts'
import { isMarked } from './published-types.ts'
import { beginPublish, recordChanges } from './record-changes.ts'

/** The values of the metadata fields of an asset that are published: tags as a JSON array in text, as all lists. */
const publishedFields = sql`(
  select coalesce(jsonb_object_agg(field.name,
    case jsonb_typeof(stored.value) when 'array' then stored.value::text else stored.value #>> '{}' end), '{}')
  from asset_field_value as stored
  join metadata_field as field on field.id = stored.field_id
  where stored.asset_id = asset.id and field.is_publish_data)`

export interface MetadataPublish {
  readonly companyId: number
  /** Leaves what is released already alone. */
  readonly onlyChanged: boolean
  readonly jobId: number
}

/**
 * Makes the table of published metadata hold that of the assets which are marked for publish, in the caller's
 * transaction: readers see the old or the new state.
 */
export async function publishMetadata(tx: Tx, publish: MetadataPublish): Promise<void> {
  const { companyId, onlyChanged, jobId } = publish
  await beginPublish(tx, companyId, 'metadata')
  const changes = sql`
    written as (
      insert into published_metadata (company_id, asset_id, name, type, metadata)
      select asset.company_id, asset.id, asset.name, asset.type, described.metadata
      from asset
      cross join lateral (select asset.metadata || ${publishedFields} as metadata) as described
      left join published_metadata entry on entry.company_id = ${companyId} and entry.asset_id = asset.id
      where asset.company_id = ${companyId} and ${isMarked}
        and (not ${onlyChanged} or entry.asset_id is null
          or (entry.name, entry.type, entry.metadata) <> (asset.name, asset.type, described.metadata))
      on conflict (company_id, asset_id) do update set
        name = excluded.name, type = excluded.type, metadata = excluded.metadata, published_at = now()
      returning asset_id, name, type, true as published
    ),
    removed as (
      delete from published_metadata entry
      where entry.company_id = ${companyId} and not exists (
        select from asset
        where asset.id = entry.asset_id and asset.company_id = ${companyId} and ${isMarked})
      returning asset_id, name, type, false as published
    ),
    changed as (select * from written union all select * from removed)`
  await recordChanges(tx, changes, {
    jobId,
    logType: 'MetadataSuccess',
    published: 'metadataPublished',
    takenAway: 'metadataUnpublished',
  })
}
