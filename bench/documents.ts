import { fork } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { checkDependants } from '../src/core/documents/check-dependants.ts'
import type { DocumentAsset } from '../src/core/documents/document.ts'
import type { Db, Tables } from '../src/core/tables.ts'
import { connect } from '../src/infrastructure/database/connect.ts'
import { startEmbeddedPostgres } from '../src/infrastructure/database/embedded/start-embedded-postgres.ts'
import { migrate, migrationsFolder } from '../src/infrastructure/database/migrate.ts'
import type { DocumentsTask } from './support/documents-process.ts'
import { peakMemory } from './support/peak-memory.ts'
import { print, printRatio } from './support/report.ts'
import { sharedPaths, topicPath, writeTopics } from './support/topics.ts'
import { inWorkFolder } from './support/work-folder.ts'

const count = Number(process.env.BENCH_DOCUMENTS ?? 100_000)
const batchSize = 200
const lanes = 2
const rounds = 3
const script = fileURLToPath(new URL('./support/documents-process.ts', import.meta.url))

/** 100,000 small DITA topics processed, against a loop that reads and parses the same files, in as many processes as there are cores. */
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
      const paths = Array.from({ length: count }, (_, i) => topicPath(i))
      const ratios: number[] = []
      for (let round = 0; round < rounds; round++) {
        const silent = await bare(files, paths, false)
        const events = await bare(files, paths, true)
        const ours = await darkroom(database.db, postgres.url, files, paths)
        print('bare loop, parser without handlers', silent, 'topics/s')
        print('bare loop', events, 'topics/s')
        print('darkroom', ours.speed, 'topics/s')
        print('darkroom, links to later topics checked in', ours.settleSeconds, 's')
        print('most memory of a process, first half', ours.memory[0] ?? 0, 'MB')
        print('most memory of a process, all', ours.memory[1] ?? 0, 'MB')
        ratios.push(ours.speed / events)
      }
      printRatio('topics per second, darkroom / bare loop', ratios, 'at least 0.7')
      await database.close()
    } finally {
      await postgres.stop()
    }
  })
}

async function bare(folder: string, paths: readonly string[], events: boolean): Promise<number> {
  const processes = availableParallelism()
  const tasks = Array.from({ length: processes }, (_, i): DocumentsTask => {
    const own = paths.filter((_, index) => index % processes === i)
    return { kind: 'bare', folder, paths: own, events }
  })
  return (1000 * paths.length) / (await run(tasks)).milliseconds
}

async function darkroom(db: Db, databaseUrl: string, folder: string, paths: readonly string[]) {
  const { companyId, assets } = await freshAssets(db, paths)
  await processShared(databaseUrl, folder, companyId, assets.slice(paths.length))
  const batches: DocumentAsset[][] = []
  for (let at = 0; at < paths.length; at += batchSize)
    batches.push(assets.slice(at, Math.min(at + batchSize, paths.length)))
  const processes = availableParallelism()
  const tasks = Array.from({ length: processes }, (_, i): DocumentsTask => {
    const own = batches.filter((_, index) => index % processes === i)
    return { kind: 'darkroom', folder, databaseUrl, companyId, batches: own, lanes }
  })
  const { milliseconds, memory } = await run(tasks)
  const begin = performance.now()
  const context = { db, companyId, signal: new AbortController().signal }
  for await (const outcomes of checkDependants(context))
    if (outcomes.length > 0) throw new Error(`${outcomes[0]?.path}: ${outcomes[0]?.messages[0]?.text}`)
  const settling = performance.now() - begin
  return {
    speed: (1000 * paths.length) / (milliseconds + settling),
    memory,
    settleSeconds: settling / 1000,
  }
}

async function processShared(
  databaseUrl: string,
  folder: string,
  companyId: number,
  shared: readonly DocumentAsset[],
): Promise<void> {
  const batch = shared.filter(({ fileName }) => fileName.endsWith('.dita'))
  await run([{ kind: 'darkroom', folder, databaseUrl, companyId, batches: [batch], lanes: 1 }])
}

/** Runs each task in a process of its own. Throws when a document was not as it should be. */
async function run(tasks: readonly DocumentsTask[]) {
  const children = tasks.map(() => fork(script))
  let watched = 0
  let half = 0
  const watch = setInterval(async () => {
    const peaks = await Promise.all(children.map(async ({ pid }) => (await peakMemory(pid ?? 0)) ?? 0))
    watched = Math.max(watched, ...peaks)
  }, 200)
  const begin = performance.now()
  const halfTime = setTimeout(() => {
    half = watched
  }, 10_000)
  const failures = await Promise.all(
    children.map(
      async (child, i) =>
        await new Promise<number>((resolve, reject) => {
          child.once('message', (message) => resolve((message as { failed: number }).failed))
          child.once('exit', (code) => reject(new Error(`a process ended with ${code}`)))
          child.send(tasks[i] as DocumentsTask)
        }),
    ),
  )
  const milliseconds = performance.now() - begin
  clearInterval(watch)
  clearTimeout(halfTime)
  if (failures.some((failed) => failed > 0))
    throw new Error(`${failures} documents were not as they should be`)
  return { milliseconds, memory: [half, watched] }
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
