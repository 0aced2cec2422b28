import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { livingWorkers } from '../../core/health.ts'
import type { BlobStore } from '../../core/ports.ts'
import type { Db } from '../../core/tables.ts'

/** What is asked of the storage: a key that no content has. */
const probeKey = '0'.repeat(64)

/** `GET /healthz`: the process answers. `GET /readyz`: so do database and storage, and a worker is there; else 503. */
export function healthRoutes(
  app: FastifyInstance,
  { db, blobs }: { readonly db: Db; readonly blobs: BlobStore },
): void {
  app.get('/healthz', async () => ({ status: 'ok' }))
  app.get('/readyz', async (_request, reply) => {
    const checks = {
      database: await holds(async () => {
        await sql`select 1`.execute(db)
        return true
      }),
      storage: await holds(async () => {
        await blobs.stat(probeKey)
        return true
      }),
      worker: await holds(async () => (await livingWorkers(db)) > 0),
    }
    const ready = Object.values(checks).every(Boolean)
    return await reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready', ...checks })
  })
}

async function holds(check: () => Promise<boolean>): Promise<boolean> {
  try {
    return await check()
  } catch {
    return false
  }
}
