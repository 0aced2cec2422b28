import { hostname } from 'node:os'
import type pg from 'pg'
import type { Installation } from './process.ts'
import { waitFor } from './wait-for.ts'

/** An item of a dead worker is with another one within this time. */
export const takeOverMs = 30_000

/**
 * Makes each worker wait that comes to store an asset of this name in the first company, until the returned function
 * is called: what slow work looks like from outside.
 */
export async function holdUp(place: Installation, assetName: string): Promise<() => Promise<void>> {
  const released = Promise.withResolvers<void>()
  const locked = Promise.withResolvers<void>()
  const connection = place.withDatabase(async (client) => {
    await client.query('select pg_advisory_lock(1, hashtext($1))', [assetName])
    locked.resolve()
    await released.promise
  })
  connection.catch(locked.reject)
  await locked.promise
  return async () => {
    released.resolve()
    await connection
  }
}

/** Waits for the worker that makes this attempt (from 1 on) at the file's item; returns its process id. */
export async function holder(place: Installation, fileName: string, attempt: number): Promise<number> {
  const query =
    "select worker from job_item where payload->>'fileName' = $1 and state = 'Running' and attempt = $2"
  const look = async (client: pg.Client) => {
    const { rows } = await client.query(query, [fileName, attempt])
    const [host, pid] = String(rows[0]?.worker ?? '').split(':')
    return host === hostname() && Number(pid)
  }
  const what = `attempt ${attempt} at ${fileName}`
  return await place.withDatabase(
    async (client) => await waitFor(what, async () => await look(client), takeOverMs),
  )
}
