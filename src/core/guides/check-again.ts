import { checkDependants } from '../documents/check-dependants.ts'
import type { DocumentLimits } from '../documents/document-limits.ts'
import type { ConcludeContext } from '../jobs/job-kind.ts'
import type { Tx } from '../tables.ts'
import { appendRunLog, type RunLine } from './run-log.ts'

/**
 * Checks the links of documents again whose targets have changed in this run, or came after them; part of it or not. Each of which
 * the state changes gets its lines in the log. May be repeated: what is checked is not checked again.
 */
export async function checkAgain(
  { db, blobs, company, job, signal }: ConcludeContext,
  limits: DocumentLimits,
): Promise<(tx: Tx) => Promise<void>> {
  const { processingId } = job.params as { readonly processingId: string }
  const pathOf = async (key: string) => await blobs.localPath(key)
  for await (const outcomes of checkDependants({ db, pathOf, companyId: company.id, signal, limits })) {
    const lines = outcomes.flatMap(({ path, status, messages }): RunLine[] => [
      { severity: status === 'Processed' ? 'INFO' : 'WARN', text: `${path}: Checked again: ${status}` },
      ...messages.map(({ severity, text }) => ({ severity, text: `${path}: ${text}` })),
    ])
    await db.transaction().execute(async (tx) => await appendRunLog(tx, processingId, lines))
  }
  return async () => undefined
}
