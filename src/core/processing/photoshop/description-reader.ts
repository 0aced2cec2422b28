import { Worker } from 'node:worker_threads'
import type { Layer } from 'ag-psd'

/** The part of a layer's description that is of use. */
export type DescribedLayer = Pick<Layer, 'text' | 'vectorMask' | 'vectorFill' | 'effects'>

/** For one layer: a hundred times what a long text takes. */
const maxMilliseconds = 10_000
const maxHeapMegabytes = 256

/** Starts with the first description, and serves all files of the process, which come one after the other. */
let worker: Worker | undefined

/**
 * Reads a layer's description through ag-psd, in a thread of its own: what breaks the reader, or keeps it busy, stays
 * there. `file`: a Photoshop file of one layer without pixels. Undefined: it can not be read within the limits.
 */
export async function readDescription(file: Uint8Array): Promise<DescribedLayer | undefined> {
  worker ??= startWorker()
  const asked = worker
  asked.ref()
  const answer = await ask(asked, file)
  asked.unref()
  if (answer.failed) {
    await asked.terminate()
    if (worker === asked) worker = undefined
  }
  return answer.layer
}

function startWorker(): Worker {
  const started = new Worker(new URL('./description-worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: maxHeapMegabytes },
  })
  // One that breaks between two questions is replaced at the next.
  started.on('error', () => undefined)
  started.once('exit', () => {
    if (worker === started) worker = undefined
  })
  return started
}

async function ask(
  asked: Worker,
  file: Uint8Array,
): Promise<{ readonly layer?: DescribedLayer | undefined; readonly failed?: true }> {
  return await new Promise((resolve) => {
    const onMessage = (layer: DescribedLayer | undefined) => settle({ layer })
    const onFailure = () => settle({ failed: true })
    const timer = setTimeout(onFailure, maxMilliseconds)
    const settle = (answer: Parameters<typeof resolve>[0]) => {
      clearTimeout(timer)
      asked.off('message', onMessage).off('error', onFailure).off('exit', onFailure)
      resolve(answer)
    }
    asked.on('message', onMessage).on('error', onFailure).on('exit', onFailure)
    asked.postMessage(file)
  })
}
