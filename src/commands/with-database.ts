import type { Db, Tables } from '../core/tables.ts'
import { connect, type Database } from '../infrastructure/database/connect.ts'
import { migrate, migrationsFolder } from '../infrastructure/database/migrate.ts'
import { openHome } from './home.ts'
import { createLogger } from './logger.ts'

/** Runs one task on the database, up to date, beside a running server or without one. */
export async function withDatabase<T>(env: NodeJS.ProcessEnv, task: (db: Db) => Promise<T>): Promise<T> {
  const home = await openHome(
    env,
    createLogger({ DARKROOM_LOG_LEVEL: 'warn', ...env }, 'darkroom'),
    () => undefined,
  )
  try {
    const database: Database<Tables> = await connect<Tables>(home.databaseUrl, 2)
    try {
      await migrate(database.pool, migrationsFolder)
      return await task(database.db)
    } finally {
      await database.close()
    }
  } finally {
    await home.release()
  }
}
