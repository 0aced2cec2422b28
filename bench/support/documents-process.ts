import { createReadStream, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SaxesParser } from 'saxes'
import type { DocumentAsset } from '../../src/core/documents/document.ts'
import { processDocuments } from '../../src/core/documents/process-documents.ts'
import type { Tables } from '../../src/core/tables.ts'
import { connect } from '../../src/infrastructure/database/connect.ts'

/** What one process does: parse files and nothing else, or process them as documents. */
export type DocumentsTask =
  | {
      readonly kind: 'bare'
      readonly folder: string
      readonly paths: readonly string[]
      readonly events: boolean
    }
  | {
      readonly kind: 'darkroom'
      readonly folder: string
      readonly databaseUrl: string
      readonly companyId: number
      readonly batches: readonly (readonly DocumentAsset[])[]
      readonly lanes: number
    }

process.on('message', async (task: DocumentsTask) => {
  const failed = task.kind === 'bare' ? await bareLoop(task) : await withDarkroom(task)
  process.send?.({ failed })
  process.disconnect()
})

/** Reads and parses. With `events` the parser hands over start tags, ends and text, as any use of it needs. */
async function bareLoop({ folder, paths, events }: DocumentsTask & { kind: 'bare' }): Promise<number> {
  let seen = 0
  for (const path of paths) {
    const text = await readFile(join(folder, path), 'utf8')
    const parser = new SaxesParser()
    parser.on('error', (error) => {
      throw error
    })
    if (events) {
      parser.on('opentag', ({ attributes }) => {
        for (const name in attributes) if (name === 'id') seen++
      })
      parser.on('closetag', () => seen++)
      parser.on('text', (piece) => {
        seen += piece.length
      })
    }
    parser.write(text).close()
  }
  return events && seen === 0 ? paths.length : 0
}

async function withDarkroom(task: DocumentsTask & { kind: 'darkroom' }): Promise<number> {
  // As its workers begin.
  await import('../../src/commands/steady-memory.ts')
  const database = await connect<Tables>(task.databaseUrl, 4)
  const left = task.batches.values()
  let failed = 0
  const lane = async () => {
    for (const batch of left) {
      const store = await processDocuments(
        {
          db: database.db,
          companyId: task.companyId,
          signal: new AbortController().signal,
          // As the file store does.
          files: {
            readWhole: (key) => readFileSync(join(task.folder, key)),
            read: async (key) => createReadStream(join(task.folder, key)),
          },
        },
        batch,
      )
      const outcomes = await database.db.transaction().execute(async (tx) => await store(tx))
      failed += outcomes.filter(({ status }) => status !== 'Processed').length
    }
  }
  await Promise.all(Array.from({ length: task.lanes }, lane))
  await database.close()
  return failed
}
