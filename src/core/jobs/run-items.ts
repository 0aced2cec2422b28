import type { Failures } from '../ports.ts'
import type { ItemBatch, ItemDelivery } from './claim-item.ts'
import type { Engine } from './engine.ts'
import { ItemsTogether } from './items-together.ts'
import { runItem } from './run-item.ts'

/**
 * Does the items of a batch. Those that come for the first time are done together; one that was in the hands of a worker
 * before is done as `runItem` does it, alone.
 */
export async function runItems(engine: Engine, batch: ItemBatch): Promise<Failures> {
  const failures = new Map<ItemDelivery, unknown>()
  const fresh = batch.deliveries.filter(({ attempt }) => attempt === 1)
  const together = fresh.length > 1 ? fresh : []
  if (together.length > 0)
    await engine.turns.run(
      false,
      batch.signal,
      async () => await new ItemsTogether(engine, batch, failures).run(together),
    )
  for (const delivery of batch.deliveries) {
    if (together.includes(delivery)) continue
    try {
      await runItem(engine, delivery)
    } catch (error) {
      failures.set(delivery, error)
    }
  }
  return failures
}
