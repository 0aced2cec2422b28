import { sql } from 'kysely'
import type { Db } from './tables.ts'

/** How the LISTEN connection of each worker process is named in the database; one that is there is a living worker. */
export const workerConnectionName = 'darkroom worker'

/** Worker processes that are connected to the database now, on any machine. */
export async function livingWorkers(db: Db): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from pg_stat_activity
    where datname = current_database() and application_name = ${workerConnectionName}`.execute(db)
  return rows[0]?.count ?? 0
}

/** Numbers for operators: jobs and items that have not ended, by state. */
export async function workCounts(db: Db): Promise<{ jobs: Map<string, number>; items: Map<string, number> }> {
  const jobs = await db
    .selectFrom('job')
    .select(['state', sql<number>`count(*)`.as('count')])
    .where('state', '<>', 'Done')
    .groupBy('state')
    .execute()
  const items = await db
    .selectFrom('job_item')
    .select(['state', sql<number>`count(*)`.as('count')])
    .where('state', '<>', 'Done')
    .groupBy('state')
    .execute()
  return {
    jobs: new Map(jobs.map((row) => [row.state, row.count])),
    items: new Map(items.map((row) => [row.state, row.count])),
  }
}
