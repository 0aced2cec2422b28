import { randomBytes } from 'node:crypto'
import { type Selectable, sql } from 'kysely'
import type { BlobStore } from '../ports.ts'
import type { Db, Tx } from '../tables.ts'
import type { ExportFileTable } from './export.table.ts'

/** Random bytes in the address of an export: who has it may download it. */
const tokenBytes = 24

/** How many are cleaned up at a time. */
const batch = 500

export type ExportFile = Selectable<ExportFileTable>

/** Offers a ZIP for download, under an address that can not be guessed. */
export async function offerExport(
  tx: Tx,
  file: Omit<ExportFile, 'token' | 'expires_at'>,
  hours: number,
): Promise<ExportFile> {
  return await tx
    .insertInto('export_file')
    .values({
      ...file,
      token: randomBytes(tokenBytes).toString('base64url'),
      expires_at: new Date(Date.now() + hours * 3_600_000),
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** The export of an address; undefined when there is none, or its time is over. */
export async function exportByToken(db: Db, token: string): Promise<ExportFile | undefined> {
  if (!/^[\w-]{1,64}$/.test(token)) return undefined
  return await db
    .selectFrom('export_file')
    .selectAll()
    .where('token', '=', token)
    .where('expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst()
}

/**
 * Removes exports whose time is over, and what was made for exports that have ended. Files go before the rows that know
 * them; safe to run in many workers at once.
 */
export async function removeOldExports(db: Db, blobs: BlobStore): Promise<void> {
  const expired = await db
    .selectFrom('export_file')
    .select(['job_id', 'blob_key'])
    .where('expires_at', '<=', sql<Date>`now()`)
    .limit(batch)
    .execute()
  for (const { job_id, blob_key } of expired) {
    await blobs.remove(blob_key)
    await db.deleteFrom('export_file').where('job_id', '=', job_id).execute()
  }
  const left = await db
    .selectFrom('export_entry')
    .select(['item_id', 'blob_key', 'made'])
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('job')
            .select('job.id')
            .whereRef('job.id', '=', 'export_entry.job_id')
            .where('job.state', '<>', 'Done'),
        ),
      ),
    )
    .limit(batch)
    .execute()
  if (left.length === 0) return
  for (const { made, blob_key } of left) if (made) await blobs.remove(blob_key)
  await db
    .deleteFrom('export_entry')
    .where(
      'item_id',
      'in',
      left.map((entry) => entry.item_id),
    )
    .execute()
}
