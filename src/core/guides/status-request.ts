import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Caller } from '../accounts/caller.ts'
import type { Db } from '../tables.ts'
import { bad, repositoryPath } from './repository-path.ts'

/** A request that nobody came back to is forgotten after so long. */
const keepHours = 24
export const maxStatusPaths = 1_000

/** Takes a request for the status of what lies at paths, and returns its id. Throws `invalid-parameter` for paths that are wrong. */
export async function requestStatus(
  db: Db,
  caller: Caller,
  wanted: { readonly paths: readonly string[]; readonly excludedPaths: readonly string[] },
): Promise<string> {
  if (wanted.paths.length > maxStatusPaths)
    throw bad('paths', `${wanted.paths.length} paths`, `are too many; expected at most ${maxStatusPaths}`)
  const paths = wanted.paths.map((path) => repositoryPath('paths', path, { lenient: true }))
  const excluded = wanted.excludedPaths.map((path) =>
    repositoryPath('excludedPaths', path, { lenient: true }),
  )
  await sql`delete from status_request where created_at < now() - ${keepHours} * interval '1 hour'`.execute(
    db,
  )
  const id = randomUUID()
  await db
    .insertInto('status_request')
    .values({ id, user_id: caller.userId, paths, excluded_paths: excluded })
    .execute()
  return id
}

/** The request of an id. Throws `invalid-parameter` when the caller made none like it. */
export async function findStatusRequest(db: Db, caller: Caller, id: string) {
  const isUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)
  const request = isUuid
    ? await db
        .selectFrom('status_request')
        .selectAll()
        .where('id', '=', id)
        .where('user_id', '=', caller.userId)
        .executeTakeFirst()
    : undefined
  if (!request)
    throw bad('jobId', id.toWellFormed(), 'is no request for the status of assets, or is more than a day old')
  return request
}
