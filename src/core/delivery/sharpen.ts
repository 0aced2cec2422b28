import { Worker } from 'node:worker_threads'
import type { RawImage } from '../imaging/raw-image.ts'
import { type UnsharpMask, unsharpMask } from '../imaging/unsharp-mask.ts'
import type { SharpenReply, SharpenTask } from './sharpen-worker.ts'

/** Up to this many pixels are sharpened at once in the caller's thread: about 15 ms. */
const inlinePixels = 250_000

interface Waiting {
  resolve(image: RawImage): void
  reject(error: unknown): void
}

let thread: Worker | undefined
let lastId = 0
const waiting = new Map<number, Waiting>()

/**
 * Unsharp masking that leaves the event loop free: large images go through one thread, which starts with the first
 * of them and does not keep the process alive.
 */
export async function sharpen(image: RawImage, mask: UnsharpMask): Promise<RawImage> {
  if (image.width * image.height <= inlinePixels) return unsharpMask(image, mask)
  const worker = runningThread()
  const id = ++lastId
  const result = new Promise<RawImage>((resolve, reject) => waiting.set(id, { resolve, reject }))
  worker.ref()
  worker.postMessage({ id, image, mask } satisfies SharpenTask)
  return await result
}

function runningThread(): Worker {
  if (thread) return thread
  const worker = new Worker(new URL('./sharpen-worker.ts', import.meta.url))
  worker.on('message', (reply: SharpenReply) => {
    const caller = waiting.get(reply.id)
    waiting.delete(reply.id)
    if (waiting.size === 0) worker.unref()
    if ('image' in reply) caller?.resolve(reply.image)
    else caller?.reject(reply.error)
  })
  worker.on('error', (error) => giveUp(worker, error))
  worker.on('exit', () => giveUp(worker, new Error('The sharpening thread has ended.')))
  thread = worker
  return worker
}

/** The next image starts a new thread. */
function giveUp(ended: Worker, error: unknown): void {
  if (ended !== thread) return
  thread = undefined
  for (const caller of waiting.values()) caller.reject(error)
  waiting.clear()
}
