import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type pg from 'pg'
import { sharedPaths, sharedTopic, topic, topicPath } from './topics.ts'

/** Rows of one statement. */
const atOnce = 5_000

/** Puts the topics and what they use into the company of a darkroom, below `Demo/bench/`: files and rows, without uploading. */
export async function storeTopics(dataFolder: string, client: pg.Client, count: number): Promise<void> {
  const files: { path: string; text: string }[] = sharedPaths(count).map((path) => ({
    path,
    text: sharedTopic(),
  }))
  const folders = new Set(files.map(({ path }) => folderOf(path)))
  await client.query(
    `insert into folder (company_id, path) select 1, path from unnest($1::text[]) as path on conflict do nothing`,
    [['Demo/bench/', ...folders]],
  )
  for (let index = 0; index < count; index++) {
    files.push({ path: topicPath(index), text: topic(index, count) })
    if (files.length >= atOnce) await store(dataFolder, client, files.splice(0))
  }
  await store(dataFolder, client, files)
  await client.query('analyze')
}

async function store(
  dataFolder: string,
  client: pg.Client,
  files: readonly { path: string; text: string }[],
) {
  const rows = []
  for (const { path, text } of files) {
    const key = createHash('sha256').update(text).digest('hex')
    const target = join(dataFolder, 'files', 'blobs', key.slice(0, 2), key)
    await mkdir(dirname(target), { recursive: true })
    await writeFile(target, text)
    const file = path.replace(/.*\//, '')
    rows.push({ folder: folderOf(path), file, key, size: Buffer.byteLength(text) })
  }
  await client.query(
    `insert into asset (company_id, folder_id, name, file_name, type, served_as, ready_for_publish, original_key, size,
       mime_type, created_by, modified_by)
     select 1, folder.id, one.file, one.file, 'Xml', 'content', false, one.key, one.size, 'application/xml', 1, 1
     from jsonb_to_recordset($1::jsonb) as one (folder text, file text, key text, size bigint)
     join folder on folder.company_id = 1 and folder.path = one.folder`,
    [JSON.stringify(rows)],
  )
}

function folderOf(path: string): string {
  return `Demo/bench/${path.replace(/[^/]*$/, '')}`
}
