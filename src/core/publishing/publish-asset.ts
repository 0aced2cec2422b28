import { sql } from 'kysely'
import type { Company } from '../accounts/company.ts'
import type { Asset } from '../assets/same-asset.ts'
import type { Tx } from '../tables.ts'
import {
  copiedColumns,
  entryPath,
  insertEntries,
  membersColumn,
  replaceEntries,
  setContents,
} from './catalogue-columns.ts'
import { beginPublish } from './record-changes.ts'

/**
 * Releases one asset to the image server in the caller's transaction, without the rest of what is marked for publish. The
 * asset has to be marked itself, else the next publish takes it away again.
 */
export async function publishAsset(tx: Tx, company: Company, asset: Asset, jobId: number): Promise<void> {
  const context = 'ImageServing'
  await beginPublish(tx, company.id, context)
  await sql`
    with ${setContents(company.id, asset.id)},
    written as (
      ${insertEntries}
      select asset.company_id, ${context}, asset.id, asset.version, ${entryPath(company.root_folder)},
        ${membersColumn}, ${copiedColumns('asset')}
      from asset join folder on folder.id = asset.folder_id
      left join contents on contents.set_id = asset.id
      where asset.id = ${asset.id}
      ${replaceEntries}
      returning asset_id
    )
    insert into publish_history (company_id, asset_id, context, job_id, published)
    select ${company.id}, asset_id, ${context}, ${jobId}, true from written`.execute(tx)
}
