import { Readable } from 'node:stream'
import { sql } from 'kysely'
import { statusOfAssets } from '../../core/guides/asset-status.ts'
import { bad } from '../../core/guides/repository-path.ts'
import { findStatusRequest, requestStatus } from '../../core/guides/status-request.ts'
import { route } from './route.ts'
import { AssetStatuses, ByJob, Nothing, StatusRequest, StatusTaken, SystemStatus } from './schemas.ts'

export const requestStatusRoute = route({
  method: 'POST',
  path: '/bin/guides/v1/assets/status',
  summary: 'Asks for the status of assets, by their paths or the paths of folders',
  input: StatusRequest,
  answer: StatusTaken,
  run: async ({ services, caller, input }) => {
    const paths = [input.paths ?? [], input.path ?? []].flat()
    if (paths.length === 0) throw bad('paths', '', 'is missing; expected a path or a list of paths')
    const jobId = await requestStatus(services.db, caller, {
      paths,
      excludedPaths: [input.excludedPaths ?? []].flat(),
    })
    return { jobId, status: 'WAITING' }
  },
})

export const assetStatusRoute = route({
  method: 'GET',
  path: '/bin/guides/v1/assets/status',
  summary: 'The status of the assets that were asked for, as it is now',
  input: ByJob,
  answer: AssetStatuses,
  run: async ({ services, caller, input, reply }) => {
    const request = await findStatusRequest(services.db, caller, input.jobId)
    const parts = await statusOfAssets(services, caller, request)
    return await reply.type('application/json; charset=utf-8').send(Readable.from(json(request.id, parts)))
  },
})

export const systemStatusRoute = route({
  method: 'GET',
  path: '/bin/guides/v1/system/status',
  summary: 'Whether the database can be used',
  input: Nothing,
  answer: SystemStatus,
  run: async ({ services: { db } }) => {
    const passed = await sql`select 1`.execute(db).then(
      () => true,
      () => false,
    )
    return { isDatabase: true, databaseConnectionCheck: passed ? 'passed' : 'failed' }
  },
})

/** The answer, written while the assets are read: there may be many. */
async function* json(jobId: string, parts: AsyncIterable<readonly object[]>): AsyncGenerator<string> {
  yield `${JSON.stringify({ jobId, status: 'SUCCESS' }).slice(0, -1)},"assets":[`
  let separator = ''
  for await (const part of parts) {
    if (part.length === 0) continue
    yield separator + part.map((asset) => JSON.stringify(asset)).join(',')
    separator = ','
  }
  yield ']}'
}
