import { sql } from 'kysely'
import type { Company } from '../accounts/company.ts'
import type { Asset } from '../assets/same-asset.ts'
import type { Tx } from '../tables.ts'
import { beginPublish } from './record-changes.ts'

/**
 * Releases one asset to the image server in the caller's transaction, without the rest of what is marked for publish. The
 * asset has to be marked itself, else the next publish takes it away again.
 */
export async function publishAsset(tx: Tx, company: Company, asset: Asset, jobId: number): Promise<void> {
  const context = 'ImageServing'
  await beginPublish(tx, company.id, context)
  await sql`
    with written as (
      insert into catalogue_entry (
        company_id, context, asset_id, asset_version, name, path, served_as, type, mime_type, original_key, size,
        image, crop, derived, modified_at)
      select asset.company_id, ${context}, asset.id, asset.version, asset.name,
        substr(folder.path, ${company.root_folder.length + 1}) || asset.file_name, asset.served_as, asset.type,
        asset.mime_type, asset.original_key, asset.size, asset.image, asset.crop, asset.derived, asset.modified_at
      from asset join folder on folder.id = asset.folder_id
      where asset.id = ${asset.id}
      on conflict (company_id, context, asset_id) do update set
        asset_version = excluded.asset_version, name = excluded.name, path = excluded.path,
        served_as = excluded.served_as, type = excluded.type, mime_type = excluded.mime_type,
        original_key = excluded.original_key, size = excluded.size, image = excluded.image, crop = excluded.crop,
        derived = excluded.derived, modified_at = excluded.modified_at, published_at = now()
      returning asset_id
    )
    insert into publish_history (company_id, asset_id, context, job_id, published)
    select ${company.id}, asset_id, ${context}, ${jobId}, true from written`.execute(tx)
}
