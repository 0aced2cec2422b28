import { randomUUID } from 'node:crypto'
import { type Caller, rolesIn } from '../accounts/caller.ts'
import { DarkroomError } from '../errors.ts'
import { createQueuedJob } from '../jobs/create-job.ts'
import type { JobKinds } from '../jobs/engine.ts'
import type { Job } from '../jobs/job-kind.ts'
import { runName } from '../jobs/run-name.ts'
import type { JobQueue } from '../ports.ts'
import type { Db, Tx } from '../tables.ts'
import { type AssetFilter, checkFilter } from './asset-filter.ts'
import { processingKindName } from './asset-processing-job.ts'
import { type JcrPlace, ownerOf, pathsInJcr } from './jcr-place.ts'
import { companyOfPath, nothingThere, requireProcessor } from './may-process.ts'
import type { RepositoryKind } from './processing.table.ts'
import { repositoryPath } from './repository-path.ts'
import { appendRunLog } from './run-log.ts'
import { isThere } from './walk-tree.ts'

export interface GuidesServices {
  readonly db: Db
  readonly queue: JobQueue
  readonly kinds: JobKinds
  /** Undefined: there is none. */
  readonly jcr: JcrPlace | undefined
}

export interface NewProcessing {
  readonly path: string
  readonly excludedPaths: readonly string[]
  readonly filter: AssetFilter
}

/**
 * Starts to process what lies at a path, and returns the processing's id. Throws `invalid-parameter` that names the parameter: no
 * absolute path, nothing there or nothing that the caller may see, a filter that is wrong; `no-permission`.
 */
export async function startProcessing(
  services: GuidesServices,
  caller: Caller,
  wanted: NewProcessing,
  client: string,
): Promise<string> {
  const { db, queue, kinds } = services
  const path = repositoryPath('path', wanted.path)
  const excludedPaths = wanted.excludedPaths.map((excluded) =>
    repositoryPath('excludedPaths', excluded, { lenient: true }),
  )
  checkFilter(wanted.filter)
  const { companyId, repository } = await placeOf(services, caller, path)
  requireProcessor(caller, companyId)
  const id = randomUUID()
  await db.transaction().execute(async (tx) => {
    const { last } = await tx
      .selectFrom('asset')
      .select((eb) => eb.fn.coalesce(eb.fn.max('id'), eb.val(0)).as('last'))
      .executeTakeFirstOrThrow()
    const job = await createQueuedJob(
      tx,
      queue,
      kinds.get(processingKindName),
      newJob(caller, { id, companyId, path }, client),
    )
    await tx
      .insertInto('processing')
      .values({
        id,
        company_id: companyId,
        user_id: caller.userId,
        job_id: job.id,
        repository,
        path,
        excluded_paths: excludedPaths,
        filter: JSON.stringify(wanted.filter),
        last_asset: last,
      })
      .execute()
    await beginRun(tx, id, job, `Processing of ${path} was started by ${caller.email}.`)
  })
  return id
}

/** The job of a run. */
export function newJob(
  caller: Caller,
  { id, companyId, path }: { readonly id: string; readonly companyId: number; readonly path: string },
  client: string,
) {
  const originalName = `assetProcessing_${id}`
  return {
    companyId,
    userId: caller.userId,
    originalName,
    name: runName(originalName, new Date()),
    description: path,
    locale: 'en',
    params: { processingId: id, path },
    client,
    clientAddress: caller.address,
  }
}

/** Notes the job of a further run, and says so in the log. */
export async function beginRun(tx: Tx, id: string, job: Job, text: string): Promise<void> {
  await tx.insertInto('processing_run').values({ job_id: job.id, processing_id: id }).execute()
  await appendRunLog(tx, id, [{ severity: 'INFO', text }])
}

async function placeOf(
  { db, jcr }: GuidesServices,
  caller: Caller,
  path: string,
): Promise<{ readonly companyId: number; readonly repository: RepositoryKind }> {
  const company = await companyOfPath(db, caller, 'path', path)
  if (company) {
    if (!(await isThere(db, company.id, path))) throw nothingThere('path', path)
    return { companyId: company.id, repository: 'darkroom' }
  }
  if (!jcr) throw nothingThere('path', path)
  const owner = await ownerOf(db, jcr)
  if (!owner)
    throw new DarkroomError('conflict', `DARKROOM_JCR_COMPANY is "${jcr.company}"; there is no such company.`)
  const companyId = owner.id
  if (rolesIn(caller, companyId).length === 0) throw nothingThere('path', path)
  requireProcessor(caller, companyId)
  if (!(await pathsInJcr(jcr.repository, [path])).has(path)) throw nothingThere('path', path)
  return { companyId, repository: 'jcr' }
}
