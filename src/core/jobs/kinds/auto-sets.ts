import { DarkroomError } from '../../errors.ts'
import { groupNames, type NameGroup } from '../../sets/group-names.ts'
import { scriptAssets } from '../../sets/script-assets.ts'
import { scriptHandles, setScript } from '../../sets/scripts-of-job.ts'
import type { SetScript } from '../../sets/set-script.ts'
import { type SetOwner, storeGeneratedSet } from '../../sets/store-generated-set.ts'
import type { Db, Tx } from '../../tables.ts'
import type { ConcludeContext, Job } from '../job-kind.ts'
import { type LogLine, logLines } from '../job-log.ts'
import { joinProjects } from './projects-of-job.ts'
import type { UploadOptions } from './upload-options.ts'

/** The options of a job that makes sets. */
export interface AutoSetOptions extends Pick<UploadOptions, 'autoSetCreationOptions' | 'projectHandleArray'> {
  /** Absent: false. */
  readonly readyForPublish?: boolean
}

/**
 * Runs the set generation scripts of a job over its assets and what is generated of them: the last step of an upload
 * job. Each set is made in a transaction of its own with its log line, and running again changes only what is to be
 * changed; what a script can not do is a line in the job's log.
 */
export async function autoSets(context: ConcludeContext): Promise<(tx: Tx) => Promise<void>> {
  const { db, job } = context
  const options = job.params as AutoSetOptions
  if (scriptHandles(options).length === 0) return async () => undefined
  return await runScripts(context, options, await assetsOfJob(db, job), undefined)
}

/** What a stopped job says of its sets. */
export function setsLeftUndone(params: object): LogLine['message'] | undefined {
  return scriptHandles(params as AutoSetOptions).length > 0 ? 'setsNotMade' : undefined
}

/**
 * Runs the set generation scripts in a job's options over assets.
 * @param destFolder of sets whose script names none; undefined: the folder of the first member
 */
export async function runScripts(
  context: ConcludeContext,
  options: AutoSetOptions,
  assetIds: readonly number[],
  destFolder: string | undefined,
): Promise<(tx: Tx) => Promise<void>> {
  const { db, job, company, signal } = context
  const owner: SetOwner = {
    companyId: company.id,
    rootFolder: company.root_folder,
    userId: job.user_id,
    readyForPublish: options.readyForPublish ?? false,
    destFolder,
  }
  const problems: LogLine[] = []
  for (const handle of scriptHandles(options))
    try {
      const script = await setScript(db, company.id, handle)
      const groups = groupNames(script, await scriptAssets(db, company.id, script, assetIds))
      problems.push(...remarks(script, groups))
      for (const group of groups) {
        signal.throwIfAborted()
        if (group.members.length < script.minAssets) continue
        const problem = await makeSet(context, owner, script, group, options)
        if (problem) problems.push(problem)
      }
    } catch (error) {
      if (!isJobsOwn(error)) throw error
      problems.push({
        type: 'UploadError',
        message: 'setScriptFailed',
        args: { script: handle, reason: error.said },
      })
    }
  return async (tx) => await logLines(tx, job.id, problems)
}

/** Makes or changes one set. Returns what is wrong with it, if anything. */
async function makeSet(
  { db, job, hold }: ConcludeContext,
  owner: SetOwner,
  script: SetScript,
  group: NameGroup,
  options: AutoSetOptions,
): Promise<LogLine | undefined> {
  try {
    await db.transaction().execute(async (tx) => {
      const { outcome, set, members } = await storeGeneratedSet(tx, owner, script, group)
      await joinProjects(tx, owner.companyId, options, [set.id])
      if (outcome === 'same') return
      const line: LogLine = {
        type: outcome === 'new' ? 'UploadSuccess' : 'FileUpdated',
        message: outcome === 'new' ? 'setMade' : 'setChanged',
        args: { set: set.name, type: set.type, count: members },
        asset: { id: set.id, name: set.name, type: set.type },
      }
      await logLines(tx, job.id, [line])
      await hold(tx)
    })
    return undefined
  } catch (error) {
    if (!isJobsOwn(error)) throw error
    return {
      type: 'UploadError',
      message: 'setFailed',
      args: { set: group.setName, reason: error.said },
      asset: { id: null, name: group.setName, type: script.setType },
    }
  }
}

function remarks(script: SetScript, groups: readonly NameGroup[]): LogLine[] {
  const small = groups.filter(({ members }) => members.length < script.minAssets).length
  if (groups.length === 0)
    return [{ type: 'UploadWarning', message: 'setNoMatch', args: { script: script.name } }]
  if (small === 0) return []
  const args = { script: script.name, count: small, min: script.minAssets }
  return [{ type: 'UploadWarning', message: 'setTooSmall', args }]
}

/** The assets that the log of a job names, and what is generated of them. */
async function assetsOfJob(db: Db, job: Job): Promise<number[]> {
  const rows = await db
    .selectFrom('job_log')
    .select('asset_id as id')
    .where('job_id', '=', job.id)
    .where('asset_id', 'is not', null)
    .union(
      db
        .selectFrom('job_log')
        .innerJoin('asset_generation', 'asset_generation.originator_id', 'job_log.asset_id')
        .select('asset_generation.generated_id as id')
        .where('job_log.job_id', '=', job.id),
    )
    .execute()
  return rows.flatMap(({ id }) => id ?? [])
}

function isJobsOwn(error: unknown): error is DarkroomError {
  return error instanceof DarkroomError && error.code !== 'internal' && error.code !== 'storage-full'
}
