import { sql } from 'kysely'
import { addToTally } from '../jobs/totals.ts'
import type { Tx } from '../tables.ts'

export interface Publish {
  readonly companyId: number
  /** With the closing slash; entries are stored by their path below it. */
  readonly rootFolder: string
  readonly context: string
  /** Leaves entries alone whose asset is as it was at the last publish. */
  readonly onlyChanged: boolean
  /** The job that gets an item and a log line for each entry that was written or taken away. */
  readonly jobId: number
}

/**
 * Makes the catalogue hold what is marked for publish, in the caller's transaction: readers see the old or the new
 * catalogue, never a mix. Publish jobs of one company and context come one after the other.
 */
export async function publishCatalogue(tx: Tx, publish: Publish): Promise<void> {
  const { companyId, context, jobId } = publish
  await sql`select pg_advisory_xact_lock(${companyId}, hashtext(${`publish ${context}`}))`.execute(tx)
  const { numAffectedRows } = await sql`
    with marked as (
      select asset.*, substr(folder.path, ${publish.rootFolder.length + 1}) || asset.file_name as path
      from asset join folder on folder.id = asset.folder_id
      where asset.company_id = ${companyId} and asset.ready_for_publish and asset.trash_state = 'NotInTrash'
    ),
    written as (
      insert into catalogue_entry (
        company_id, context, asset_id, asset_version, name, path, served_as, type, mime_type, original_key, size,
        image, crop, derived, modified_at)
      select company_id, ${context}, id, version, name, path, served_as, type, mime_type, original_key, size,
        image, crop, derived, modified_at
      from marked
      on conflict (company_id, context, asset_id) do update set
        asset_version = excluded.asset_version, name = excluded.name, path = excluded.path,
        served_as = excluded.served_as, type = excluded.type, mime_type = excluded.mime_type,
        original_key = excluded.original_key, size = excluded.size, image = excluded.image, crop = excluded.crop,
        derived = excluded.derived, modified_at = excluded.modified_at, published_at = now()
      where not ${publish.onlyChanged} or catalogue_entry.asset_version <> excluded.asset_version
      returning asset_id, name, type, 'published' as message
    ),
    removed as (
      delete from catalogue_entry
      where company_id = ${companyId} and context = ${context}
        and asset_id not in (select id from marked)
      returning asset_id, name, type, 'unpublished' as message
    ),
    changed as (select * from written union all select * from removed),
    counted as (
      insert into job_item (job_id, payload, state, outcome, finished_at)
      select ${jobId}, jsonb_build_object('assetId', asset_id), 'Done', 'success', now() from changed
    )
    insert into job_log (job_id, log_type, message, args, asset_id, asset_name, asset_type)
    select ${jobId}, 'ImageServingPublishSuccess', message, jsonb_build_object('asset', name), asset_id, name, type
    from changed order by name`.execute(tx)
  const count = Number(numAffectedRows ?? 0)
  if (count > 0) await addToTally(tx, jobId, { total: count, success: count })
}
