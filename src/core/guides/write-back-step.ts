import { DarkroomError } from '../errors.ts'
import type { ItemContext, ItemResult } from '../jobs/job-kind.ts'
import type { ContentRepository } from '../ports.ts'
import type { Tx } from '../tables.ts'
import type { WriteBackItem } from './items.ts'
import { appendRunLog, type RunLine } from './run-log.ts'

/** Writes what became of files to the JCR repository that they came from. What it does not take is a line in the log. */
export async function writeBackStep(
  { item, job, signal }: ItemContext,
  repository: ContentRepository,
): Promise<(tx: Tx) => Promise<ItemResult>> {
  const { writes } = item.payload as WriteBackItem
  const refused: RunLine[] = []
  for (const { node, properties } of repository.write ? writes : []) {
    try {
      await repository.write?.(node, properties, signal)
    } catch (error) {
      signal.throwIfAborted()
      if (!(error instanceof DarkroomError) || error.code === 'internal') throw error
      refused.push({ severity: 'WARN', text: `${node.path}: not written back: ${error.message}` })
    }
  }
  const { processingId } = job.params as { readonly processingId: string }
  return async (tx) => {
    await appendRunLog(tx, processingId, refused)
    return { outcome: 'success', warnings: 0, lines: [] }
  }
}
