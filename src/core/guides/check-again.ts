import { checkDependants } from '../documents/check-dependants.ts'
import { mirroredText } from '../documents/mirror-folder.ts'
import type { RecheckedDocument } from '../documents/recheck-documents.ts'
import type { ConcludeContext } from '../jobs/job-kind.ts'
import { addToTally } from '../jobs/totals.ts'
import type { Tx } from '../tables.ts'
import { type JcrPlace, mirrorOf } from './jcr-place.ts'
import { processingOf } from './processing.queries.ts'
import { appendRunLog, type RunLine } from './run-log.ts'

/**
 * Checks the links of documents again whose targets have changed in this run, or came after them; part of it or not. Each of which
 * the state changes gets its lines in the log. May be repeated: what is checked is not checked again.
 */
export async function checkAgain(
  { db, company, job, signal }: ConcludeContext,
  { jcr }: { readonly jcr: JcrPlace | undefined },
): Promise<(tx: Tx) => Promise<void>> {
  const { id: processingId, repository } = await processingOf(db, job)
  const mirror = await mirrorOf(db, company, jcr)
  const documents = { db, companyId: company.id, signal, mirror }
  for await (const outcomes of checkDependants(documents)) {
    const lines = outcomes.flatMap(({ path: kept, status, messages }): RunLine[] => {
      const path = repository === 'jcr' ? mirroredText(mirror, kept) : kept
      return [
        { severity: status === 'Processed' ? 'INFO' : 'WARN', text: `${path}: Checked again: ${status}` },
        ...messages.map(({ severity, text }) => ({ severity, text: `${path}: ${text}` })),
      ]
    })
    const warning = newWarnings(outcomes, job.started_at)
    await db.transaction().execute(async (tx) => {
      if (warning !== 0) await addToTally(tx, job.id, { warning })
      await appendRunLog(tx, processingId, lines)
    })
  }
  return async () => undefined
}

/** How many more of the documents that were processed since a time have warnings now; below 0: fewer. */
function newWarnings(documents: readonly RecheckedDocument[], since: Date | null): number {
  return documents
    .filter(({ processedAt }) => since !== null && processedAt >= since)
    .reduce(
      (sum, { status, formerStatus }) =>
        sum + Number(status === 'Warning') - Number(formerStatus === 'Warning'),
      0,
    )
}
