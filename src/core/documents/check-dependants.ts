import { sql } from 'kysely'
import type { Tx } from '../tables.ts'
import type { ReferenceContext } from './document.ts'
import { type RecheckedDocument, recheckDocuments } from './recheck-documents.ts'

/** Documents of one transaction. */
const chunk = 200
/** Circles that were found on the way add documents once; more rounds than this are for the next call. */
const maxRounds = 3

/**
 * Checks documents again whose targets appeared, changed or went away since they were processed, 200 at a time, each in a
 * transaction of its own; yields those whose state changed. To be read to its end when a run has ended its last batch. Safe in several workers
 * at once.
 */
export async function* checkDependants(
  context: ReferenceContext,
): AsyncGenerator<readonly RecheckedDocument[]> {
  const { db, companyId, signal } = context
  await db.transaction().execute(async (tx) => await queueAll(tx, companyId))
  for (let round = 0; round < maxRounds; round++) {
    await db.transaction().execute(async (tx) => await queueReached(tx, companyId))
    const last = await lastCheck(context)
    if (last === undefined) return
    for (;;) {
      signal.throwIfAborted()
      const outcomes = await db.transaction().execute(async (tx) => {
        const taken = await takeChecks(tx, companyId, last)
        return taken.length === 0 ? undefined : await recheckDocuments(tx, context, taken)
      })
      if (outcomes === undefined) break
      if (outcomes.length > 0) yield outcomes
    }
  }
}

async function lastCheck({ db, companyId }: ReferenceContext): Promise<number | undefined> {
  const { last } = await db
    .selectFrom('document_check')
    .select((eb) => eb.fn.max('id').as('last'))
    .where('company_id', '=', companyId)
    .where('reached', '=', false)
    .executeTakeFirstOrThrow()
  return last ?? undefined
}

/** Queues what can be seen from the references themselves. */
async function queueAll(tx: Tx, companyId: number): Promise<void> {
  await acceptProcessedTargets(tx, companyId)
  // The targets of these were processed since, and do not have what is asked for, or have very much.
  await sql`
    insert into document_check (company_id, asset_id)
    select distinct reference.company_id, reference.from_asset
    from document_reference as reference join document on document.asset_id = reference.target_asset
    where reference.company_id = ${companyId} and reference.state = 'Unchecked'`.execute(tx)
  // Their targets were awaited until now.
  await sql`
    insert into document_check (company_id, asset_id)
    select distinct company_id, from_asset from document_reference
    where company_id = ${companyId} and state = 'Unchecked' and target_asset is null`.execute(tx)
  // Their targets are there since.
  await sql`
    insert into document_check (company_id, asset_id)
    select distinct reference.company_id, reference.from_asset
    from document_reference as reference
    join folder on folder.company_id = reference.company_id
      and folder.path = regexp_replace(reference.target_path, '[^/]*$', '')
    join asset on asset.folder_id = folder.id and asset.trash_state = 'NotInTrash'
      and asset.file_name = substring(reference.target_path from '[^/]*$')
    where reference.company_id = ${companyId} and reference.target_asset is null
      and reference.target_path is not null`.execute(tx)
}

/** Queues all with keys that changed maps reach. */
async function queueReached(tx: Tx, companyId: number): Promise<void> {
  await sql`
    with recursive changed as (
      delete from document_check
      where id in (select id from document_check where company_id = ${companyId} and reached for update skip locked)
      returning asset_id
    ), above as (
      select asset_id as map from changed
      union
      select reference.from_asset from above
      join document_reference as reference on reference.target_asset = above.map and reference.kind = 'map'
    ), below as (
      select map from above
      union
      select reference.target_asset from below
      join document_reference as reference on reference.from_asset = below.map and reference.kind = 'map'
      where reference.target_asset is not null
    ), reached as (
      select map as id from below
      union
      select reference.target_asset from below
      join document_reference as reference on reference.from_asset = below.map
        and reference.kind in ('topic', 'reltable', 'topickey')
      where reference.target_asset is not null
    )
    insert into document_check (company_id, asset_id)
    select ${companyId}, id from reached
    where exists (select from document_reference where from_asset = reached.id and key_name is not null)`.execute(
    tx,
  )
}

/** Most links to documents that were processed later are right, which one statement sees. */
async function acceptProcessedTargets(tx: Tx, companyId: number): Promise<void> {
  await sql`
    with fine as (
      select reference.from_asset, reference.position
      from document_reference as reference join document on document.asset_id = reference.target_asset
      where reference.company_id = ${companyId} and reference.state = 'Unchecked' and reference.key_name is null
        and cardinality(document.ids) <= 1000 and reference.wanted_id = any (document.ids)
      for update of reference skip locked
    )
    update document_reference as reference set state = 'Whole'
    from fine where reference.from_asset = fine.from_asset and reference.position = fine.position`.execute(tx)
}

/** Takes some off the queue: those of the lowest assets, so that entries of the same one come together. */
async function takeChecks(tx: Tx, companyId: number, last: number): Promise<number[]> {
  const { rows } = await sql<{ asset_id: number }>`
    delete from document_check where id = any (array(
      select id from document_check where company_id = ${companyId} and not reached and id <= ${last}
      order by company_id, asset_id limit ${chunk} for update skip locked))
    returning asset_id`.execute(tx)
  return [...new Set(rows.map(({ asset_id }) => asset_id))]
}
