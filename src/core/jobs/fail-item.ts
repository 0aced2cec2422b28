import { DarkroomError } from '../errors.ts'
import { type Said, say } from '../messages/messages.ts'
import type { Tx } from '../tables.ts'
import { TransientError } from '../transient-error.ts'
import { maxAttempts } from './claim-item.ts'
import type { Engine } from './engine.ts'
import { handBackItem } from './hand-back-items.ts'
import type { ItemInHand } from './item-in-hand.ts'
import { itemName } from './item-name.ts'
import type { ItemResult, JobItem, JobKind } from './job-kind.ts'
import { LostItemError, type Settled, storeItem } from './store-items.ts'

const crashed = say('crashed', { attempts: maxAttempts })

/**
 * Ends an attempt at an item that failed: stores that the item failed, or throws when it is to be tried again. Undefined:
 * somebody else has counted it, or its job was stopped, and the attempt is void.
 */
export async function failAttempt(
  engine: Engine,
  inHand: ItemInHand,
  error: unknown,
): Promise<Settled | undefined> {
  const { delivery, item, job } = inHand
  if (error instanceof LostItemError) return undefined
  // A full disk is no fault of the item either: it waits, longer each time, until there is room.
  if (delivery.signal.aborted || (error instanceof DarkroomError && error.code === 'storage-full')) {
    await handBackItem(engine.db, item)
    throw error
  }
  if (error instanceof DarkroomError && error.code !== 'internal')
    return await storeFailure(engine, inHand, error.said, false)
  engine.logError(error, `item ${item.id} of job ${job.id} failed, attempt ${item.attempt} of ${maxAttempts}`)
  if (item.attempt < maxAttempts) throw error
  return await storeFailure(engine, inHand, lastReason(error), true)
}

/** Stores that an item failed which has stopped each worker that had it. */
export async function failPoisoned(engine: Engine, inHand: ItemInHand): Promise<Settled> {
  return await storeFailure(engine, inHand, crashed, true)
}

/** What is told of an error that came at each attempt: only of what lies outside does the client need to know the cause. */
function lastReason(error: unknown): Said {
  if (error instanceof TransientError) return error.said
  return say('failedRepeatedly', { attempts: maxAttempts })
}

async function storeFailure(
  engine: Engine,
  inHand: ItemInHand,
  reason: Said,
  mayPass: boolean,
): Promise<Settled> {
  const { kind, job, item } = inHand
  const store = async (tx: Tx) => {
    await kind.itemFailed?.(tx, { job, item, reason, mayPass })
    return failure(kind, item, reason)
  }
  return await storeItem(engine.db, { inHand, store })
}

function failure(kind: JobKind, item: JobItem, reason: Said): ItemResult {
  const file = itemName(item)
  return {
    outcome: 'error',
    warnings: 0,
    lines: [
      {
        type: kind.log.error,
        message: kind.log.errorMessage ?? 'fileFailed',
        args: { file, reason },
        asset: { id: null, name: file, type: 'NoType' },
      },
    ],
  }
}
