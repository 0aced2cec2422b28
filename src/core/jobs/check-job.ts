import { requireCompany } from '../accounts/company.ts'
import { DarkroomError } from '../errors.ts'
import { say } from '../messages/messages.ts'
import type { Db } from '../tables.ts'
import type { JobKinds } from './engine.ts'
import { followUpFields } from './follow-up.ts'
import type { JobKind } from './job-kind.ts'

/**
 * Whether a job can be done at all, before it is made or scheduled: its company, its options, and those of the publish
 * jobs that it asks for afterwards. Throws `wrong-company` for a company that does not exist, and what the checks of the
 * kinds throw; the message about a publish job has the name of its field in front.
 */
export async function checkJob(
  db: Db,
  kinds: JobKinds,
  kind: JobKind,
  companyId: number,
  params: object,
): Promise<void> {
  await requireCompany(db, companyId)
  await kind.check?.(db, companyId, params)
  const given = new Map<string, unknown>(Object.entries(params))
  for (const [field, kindName] of Object.entries(followUpFields)) {
    const options = given.get(field)
    if (typeof options !== 'object' || options === null) continue
    try {
      await kinds.get(kindName).check?.(db, companyId, options)
    } catch (error) {
      if (!(error instanceof DarkroomError)) throw error
      const path = error.field === undefined ? field : `${field}/${error.field}`
      throw new DarkroomError(error.code, say('inField', { field, reason: error.said }), {
        field: path,
        cause: error.cause,
      })
    }
  }
}
