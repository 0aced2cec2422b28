import { createReadStream, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SaxesParser } from 'saxes'
import type { DocumentAsset, DocumentContext } from '../../src/core/documents/document.ts'
import type { Tables } from '../../src/core/tables.ts'
import { connect } from '../../src/infrastructure/database/connect.ts'

/** What a process does with batches: parse the files and nothing else, or process them as documents. */
export type DocumentsWork =
  | { readonly kind: 'bare'; readonly folder: string; readonly events: boolean }
  | {
      readonly kind: 'darkroom'
      readonly folder: string
      readonly url: string
      readonly companyId: number
      readonly lanes: number
    }

type Batches = readonly (readonly DocumentAsset[])[]

const work = JSON.parse(process.argv[2] ?? '') as DocumentsWork
const carryOut = work.kind === 'bare' ? bareLoop(work) : await withDarkroom(work)

process.on('message', async (batches: Batches) => process.send?.({ failed: await carryOut(batches) }))
process.on('disconnect', () => process.exit())
process.send?.('ready')

/** Reads and parses. With `events` the parser hands over start tags, ends and text, as any use of it needs. */
function bareLoop({ folder, events }: DocumentsWork & { kind: 'bare' }) {
  return async (batches: Batches): Promise<number> => {
    let seen = 0
    for (const { originalKey } of batches.flat()) {
      const text = await readFile(join(folder, originalKey), 'utf8')
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
    return events && batches.length > 0 && seen === 0 ? batches.flat().length : 0
  }
}

async function withDarkroom({ folder, url, companyId, lanes }: DocumentsWork & { kind: 'darkroom' }) {
  // As its workers begin.
  await import('../../src/commands/steady-memory.ts')
  const { processDocuments } = await import('../../src/core/documents/process-documents.ts')
  const { db } = await connect<Tables>(url, 4)
  const context: DocumentContext = {
    db,
    companyId,
    signal: new AbortController().signal,
    // As the file store does.
    files: {
      readWhole: (key) => readFileSync(join(folder, key)),
      read: async (key) => createReadStream(join(folder, key)),
    },
  }
  return async (batches: Batches): Promise<number> => {
    const left = batches.values()
    let failed = 0
    const lane = async () => {
      for (const batch of left) {
        const store = await processDocuments(context, batch)
        const outcomes = await db.transaction().execute(async (tx) => await store(tx))
        failed += outcomes.filter(({ status }) => status !== 'Processed').length
      }
    }
    await Promise.all(Array.from({ length: lanes }, lane))
    return failed
  }
}
