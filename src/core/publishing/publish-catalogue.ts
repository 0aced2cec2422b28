import { sql } from 'kysely'
import type { Tx } from '../tables.ts'
import {
  copiedColumns,
  entryPath,
  insertEntries,
  membersColumn,
  replaceEntries,
  setContents,
} from './catalogue-columns.ts'
import type { PublishContext } from './publish-context.ts'
import { isMarkedFor } from './published-types.ts'
import { beginPublish, recordChanges } from './record-changes.ts'

export interface Publish {
  readonly companyId: number
  /** With the closing slash; entries are stored by their path below it. */
  readonly rootFolder: string
  readonly context: PublishContext
  /** Leaves entries alone whose asset is as it was at the last publish. */
  readonly onlyChanged: boolean
  /** The job that gets an item and a log line for each entry that was written or taken away. */
  readonly jobId: number
}

/**
 * Makes the catalogue hold what is marked for publish and of the context's types, with a line of history for each asset
 * that was published or taken away, in the caller's transaction: readers see the old or the new catalogue, never a mix.
 * Publish jobs of one company and context come one after the other. An entry that is as it should be is published
 * without being written again, which would double the table. Returns how many were published or taken away.
 */
export async function publishCatalogue(tx: Tx, publish: Publish): Promise<number> {
  const { companyId, jobId } = publish
  const { name: context, type } = publish.context
  await beginPublish(tx, companyId, context)
  const path = entryPath(publish.rootFolder)
  const changes = sql`
    ${setContents(companyId)},
    marked as materialized (
      select asset.id as asset_id, asset.name, asset.type, ${membersColumn} as members,
        (entry.asset_version, entry.path, entry.members, ${copiedColumns('entry')})
          is distinct from (asset.version, ${path}, ${membersColumn}, ${copiedColumns('asset')}) as differs
      from asset
      join folder on folder.id = asset.folder_id
      left join contents on contents.set_id = asset.id
      left join catalogue_entry entry
        on entry.company_id = ${companyId} and entry.context = ${context} and entry.asset_id = asset.id
      where asset.company_id = ${companyId} and ${isMarkedFor(type)}
        and (not ${publish.onlyChanged} or entry.asset_id is null or entry.asset_version <> asset.version
          or entry.members <> ${membersColumn})
    ),
    written as (
      ${insertEntries}
      select ${companyId}, ${context}, asset.id, asset.version, ${path}, marked.members,
        ${copiedColumns('asset')}
      from marked
      join asset on asset.id = marked.asset_id
      join folder on folder.id = asset.folder_id
      where marked.differs
      ${replaceEntries}
    ),
    removed as (
      delete from catalogue_entry entry
      where entry.company_id = ${companyId} and entry.context = ${context}
        and not exists (
          select from asset
          where asset.id = entry.asset_id and asset.company_id = ${companyId} and ${isMarkedFor(type)})
      returning asset_id, name, type, false as published
    ),
    changed as (
      select asset_id, name, type, true as published from marked union all select * from removed
    ),
    remembered as (
      insert into publish_history (company_id, asset_id, context, job_id, published)
      select ${companyId}, asset_id, ${context}, ${jobId}, published from changed
    )`
  return await recordChanges(tx, changes, {
    jobId,
    logType: `${type}PublishSuccess`,
    published: 'published',
    takenAway: 'unpublished',
  })
}
