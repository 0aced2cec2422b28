import type pg from 'pg'
import { PgBoss } from 'pg-boss'

/** A worker that shows no sign of life for so long has lost its message. pg-boss takes no less. */
export const heartbeatSeconds = 10
/** How often every process looks for lost messages; with the heartbeat it bounds the time to hand an item on. */
const superviseSeconds = 5
/** Messages that ended are kept so long, for whoever looks into the queue's tables. */
const keepEndedSeconds = 60 * 60
/** The longest that pg-boss lets one message take, however alive its worker is. */
const expireInSeconds = 23 * 60 * 60

/** A message waits as long as no worker is there; pg-boss would drop it after two weeks. */
const retentionSeconds = 10 * 365 * 24 * 60 * 60

const schema = 'queue'

/**
 * The queues, and how a message that fails is tried again. An item counts its attempts itself, within these; only a full
 * disk keeps it waiting, however long that takes.
 */
const queues = {
  start: { retryLimit: 20, retryDelay: 1, retryBackoff: true, retryDelayMax: 60 },
  item: { retryLimit: 1_000_000, retryDelay: 1, retryBackoff: true, retryDelayMax: 60 },
  finish: { retryLimit: 100, retryDelay: 1, retryBackoff: true, retryDelayMax: 300 },
  stop: { retryLimit: 100, retryDelay: 1 },
  callback: { retryLimit: 8, retryDelay: 5, retryBackoff: true, retryDelayMax: 3600 },
  mail: { retryLimit: 12, retryDelay: 5, retryBackoff: true, retryDelayMax: 3600 },
} as const

/** Starts pg-boss in a schema of its own and makes the queues. `onError` gets what goes wrong in its background work. */
export async function startBoss(pool: pg.PoolConfig, onError: (error: unknown) => void): Promise<PgBoss> {
  const boss = new PgBoss({
    ...(pool as object),
    schema,
    max: 4,
    schedule: false,
    superviseIntervalSeconds: superviseSeconds,
    monitorIntervalSeconds: superviseSeconds,
    reindex: false,
    monitorVacuum: false,
  })
  boss.on('error', onError)
  try {
    await boss.start()
    for (const [name, options] of Object.entries(queues)) {
      const settings = {
        ...options,
        heartbeatSeconds,
        expireInSeconds,
        retentionSeconds,
        deleteAfterSeconds: keepEndedSeconds,
      }
      await boss.createQueue(name, settings)
      await boss.updateQueue(name, settings)
    }
    return boss
  } catch (error) {
    await boss.stop({ graceful: false })
    throw error
  }
}
