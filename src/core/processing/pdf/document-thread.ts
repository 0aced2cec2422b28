import { readFile } from 'node:fs/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { DarkroomError } from '../../errors.ts'
import { type OpenDocument, openDocument } from './open-document.ts'
import { startPdfium } from './pdfium.ts'
import type { ThreadData, ThreadReply, ThreadRequest } from './thread-messages.ts'

// A thread for one document: PDFium blocks while it works, and a file that stops it or takes its memory is ended with it.

let document: OpenDocument | undefined

parentPort?.on('message', async (request: ThreadRequest) => {
  try {
    const answer = await carryOut(request)
    const pixels = answer && 'pixels' in answer ? [answer.pixels.data.buffer] : []
    parentPort?.postMessage({ answer } satisfies ThreadReply, pixels)
  } catch (error) {
    parentPort?.postMessage(failure(error))
  }
})

async function carryOut(request: ThreadRequest) {
  document ??= await load()
  if (request.ask === 'document') return { pages: document.pages, info: document.info }
  return request.ask === 'open' ? document.open(request.index) : document.render(request.wish)
}

async function load(): Promise<OpenDocument> {
  const { compiled, path, maxBytes } = workerData as ThreadData
  const pdfium = await startPdfium(compiled, maxBytes)
  return openDocument(pdfium, await readFile(path))
}

function failure(error: unknown): ThreadReply {
  if (error instanceof DarkroomError) return { error: error.said, code: error.code }
  return { error: error instanceof Error ? error.message : String(error) }
}
