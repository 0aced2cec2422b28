import { sql } from 'kysely'
import { DarkroomError } from '../errors.ts'
import { say } from '../messages/messages.ts'
import type { Db } from '../tables.ts'

/** When an asset was last released to a context; also after it was taken away from there. */
export interface LastPublish {
  readonly context: string
  readonly at: Date
}

/** One entry for each context that an asset was ever published to, by name. Throws `invalid-parameter` for an asset of others. */
export async function assetPublishHistory(
  db: Db,
  companyId: number,
  assetId: number,
): Promise<LastPublish[]> {
  const asset = await db
    .selectFrom('asset')
    .select('id')
    .where('id', '=', assetId)
    .where('company_id', '=', companyId)
    .executeTakeFirst()
  if (!asset)
    throw new DarkroomError('invalid-parameter', say('assetOfNoCompany', { handle: assetId }), {
      field: 'assetHandle',
    })
  return await db
    .selectFrom('publish_history')
    .select(['context', sql<Date>`max(at)`.as('at')])
    .where('asset_id', '=', assetId)
    .where('published', '=', true)
    .groupBy('context')
    .orderBy('context')
    .execute()
}
