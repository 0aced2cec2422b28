import { join } from 'node:path'
import { sql } from 'kysely'
import { checkDependants } from '../src/core/documents/check-dependants.ts'
import type { DocumentAsset } from '../src/core/documents/document.ts'
import type { Db, Tables } from '../src/core/tables.ts'
import { connect } from '../src/infrastructure/database/connect.ts'
import { startEmbeddedPostgres } from '../src/infrastructure/database/embedded/start-embedded-postgres.ts'
import { migrate, migrationsFolder } from '../src/infrastructure/database/migrate.ts'
import { DocumentsProcesses } from './support/documents-processes.ts'
import { print, printRatio } from './support/report.ts'
import { sharedPaths, topicPath, writeTopics } from './support/topics.ts'
import { inWorkFolder } from './support/work-folder.ts'

const count = Number(process.env.BENCH_DOCUMENTS ?? 100_000)
const batchSize = 200
const turn = 10_000
const lanes = 2
const rounds = 3

/**
 * 100,000 small DITA topics processed, against a loop that reads and parses the same files, in as many processes as there are cores. The two take turns
 * of 10,000 topics: the speed of a machine that others use too changes within seconds.
 */
export async function documents(): Promise<void> {
  await inWorkFolder(async (folder) => {
    const files = join(folder, 'files')
    const bytes = await writeTopics(files, count)
    print('topics', count, 'files')
    print('mean size', bytes / count, 'bytes')
    const postgres = await startEmbeddedPostgres({
      dataFolder: join(folder, 'data'),
      systemFolder: join(folder, 'system'),
      log: { info: () => undefined },
    })
    try {
      const database = await connect<Tables>(postgres.url)
      await migrate(database.pool, migrationsFolder)
      const ratios: number[] = []
      for (let round = 0; round < rounds; round++)
        ratios.push(await inTurns(database.db, { url: postgres.url, folder: files }))
      printRatio('topics per second, darkroom / bare loop', ratios, 'at least 0.7')
      await database.close()
    } finally {
      await postgres.stop()
    }
  })
}

interface Place {
  readonly url: string
  readonly folder: string
}

async function inTurns(db: Db, { url, folder }: Place): Promise<number> {
  const paths = Array.from({ length: count }, (_, i) => topicPath(i))
  const { companyId, assets } = await freshAssets(db, paths)
  const shared = assets.slice(paths.length).filter(({ fileName }) => fileName.endsWith('.dita'))
  await using bare = new DocumentsProcesses({ kind: 'bare', folder, events: true })
  await using silent = new DocumentsProcesses({ kind: 'bare', folder, events: false })
  await using ours = new DocumentsProcesses({ kind: 'darkroom', folder, url, companyId, lanes })
  await ours.run([shared])
  const times = { bare: 0, silent: 0, ours: 0 }
  let half = 0
  for (let at = 0; at < count; at += turn) {
    const some = batchesOf(assets.slice(at, Math.min(at + turn, count)))
    times.silent += await silent.run(some)
    times.bare += await bare.run(some)
    times.ours += await ours.run(some)
    if (at < count / 2) half = await ours.peakMemory()
  }
  const peak = await ours.peakMemory()
  const settling = await settle(db, companyId)
  const speed = (milliseconds: number) => (1000 * count) / milliseconds
  print('bare loop, parser without handlers', speed(times.silent), 'topics/s')
  print('bare loop', speed(times.bare), 'topics/s')
  print('darkroom', speed(times.ours + settling), 'topics/s')
  print('darkroom, links to later topics checked in', settling / 1000, 's')
  print('most memory of a process, first half', half, 'MB')
  print('most memory of a process, all', peak, 'MB')
  return times.bare / (times.ours + settling)
}

function batchesOf(assets: readonly DocumentAsset[]): DocumentAsset[][] {
  const batches: DocumentAsset[][] = []
  for (let at = 0; at < assets.length; at += batchSize) batches.push(assets.slice(at, at + batchSize))
  return batches
}

/** In milliseconds. Throws when a link is not as it should be. */
async function settle(db: Db, companyId: number): Promise<number> {
  const begin = performance.now()
  for await (const outcomes of checkDependants({ db, companyId, signal: new AbortController().signal }))
    if (outcomes.length > 0) throw new Error(`${outcomes[0]?.path}: ${outcomes[0]?.messages[0]?.text}`)
  return performance.now() - begin
}

/** A company of its own with the topics and what they use; these come last. */
async function freshAssets(db: Db, paths: readonly string[]) {
  const name = `Bench ${performance.now()}`
  const { id: companyId } = await db
    .insertInto('company')
    .values({ name, root_folder: 'Bench/' })
    .returning('id')
    .executeTakeFirstOrThrow()
  const user = await db
    .insertInto('user_account')
    .values({ email: `${name}@localhost`, password_hash: '' })
    .returning('id')
    .executeTakeFirstOrThrow()
  const all = [...paths, ...sharedPaths(paths.length)]
  const folders = [...new Set(all.map((path) => `Bench/${path.replace(/[^/]*$/, '')}`))]
  await sql`insert into folder (company_id, path) select ${companyId}, unnest(${folders}::text[])`.execute(db)
  const assets: DocumentAsset[] = []
  for (let at = 0; at < all.length; at += 5_000) {
    const some = all.slice(at, at + 5_000)
    const { rows } = await sql<{ id: number; place: number; size: number }>`
      insert into asset (company_id, folder_id, name, file_name, type, served_as, ready_for_publish, original_key, size,
        mime_type, created_by, modified_by)
      select ${companyId}, folder.id, one.file, one.file, 'Xml', 'content', false, one.key, 4000, 'application/xml',
        ${user.id}, ${user.id}
      from unnest(${some.map((path) => `Bench/${path.replace(/[^/]*$/, '')}`)}::text[],
        ${some.map((path) => path.replace(/.*\//, ''))}::text[], ${some}::text[]) with ordinality as one (folder, file, key, n)
      join folder on folder.company_id = ${companyId} and folder.path = one.folder
      order by one.n
      returning id`.execute(db)
    for (const [index, { id }] of rows.entries()) {
      const path = some[index] ?? ''
      assets.push({
        assetId: id,
        path: `/content/dam/Bench/${path}`,
        fileName: path.replace(/.*\//, ''),
        originalKey: path,
        size: 4000,
        version: 1,
      })
    }
  }
  await sql`analyze`.execute(db)
  return { companyId, assets }
}
