import { createQueuedJob } from '../../src/core/jobs/create-job.ts'
import { runName } from '../../src/core/jobs/run-name.ts'
import { adminUser, type TestApp } from '../support/app.ts'

/** What every upload job has to be told. */
export const uploadDefaults = {
  overwrite: true,
  readyForPublish: true,
  createMask: false,
  emailSetting: 'None',
}

/** Queues a job of the first company, as its administrator, and returns the handle of its run. */
export async function queueJob(
  { app }: TestApp,
  kind: string,
  name: string,
  params: object,
): Promise<string> {
  const { db, queue, kinds } = app.engine
  const user = await db
    .selectFrom('user_account')
    .select('id')
    .where('email', '=', adminUser)
    .executeTakeFirstOrThrow()
  const job = await db.transaction().execute(
    async (tx) =>
      await createQueuedJob(tx, queue, kinds.get(kind), {
        companyId: 1,
        userId: user.id,
        originalName: name,
        name: runName(name, new Date()),
        description: '',
        locale: 'en',
        params,
        client: 'tests 1.0',
        clientAddress: '127.0.0.1',
      }),
  )
  return `j|1||${job.name}|${job.id}`
}
