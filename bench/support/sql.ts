import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'

/** Runs queries on the database of a darkroom that runs on this data folder, on a connection of their own. */
export async function withSql<T>(dataFolder: string, task: (client: pg.Client) => Promise<T>): Promise<T> {
  const home = join(dataFolder, 'postgres')
  const password = (await readFile(join(home, 'password'), 'utf8')).trim()
  // The fifth line is the folder of the socket (PostgreSQL: utils/pidfile.h).
  const host = (await readFile(join(home, 'cluster', 'postmaster.pid'), 'utf8')).split('\n')[4]
  const client = new pg.Client({ host, user: 'darkroom', database: 'darkroom', password })
  await client.connect()
  try {
    return await task(client)
  } finally {
    await client.end()
  }
}
