import { parentPort } from 'node:worker_threads'
import type { RawImage } from '../imaging/raw-image.ts'
import { type UnsharpMask, unsharpMask } from '../imaging/unsharp-mask.ts'

/** One image to sharpen; `id` comes back with the reply. */
export interface SharpenTask {
  readonly id: number
  readonly image: RawImage
  readonly mask: UnsharpMask
}

/** The sharpened image, or why there is none. */
export type SharpenReply =
  | { readonly id: number; readonly image: RawImage }
  | { readonly id: number; readonly error: unknown }

parentPort?.on('message', (task: SharpenTask) => {
  parentPort?.postMessage(carryOut(task))
})

function carryOut({ id, image, mask }: SharpenTask): SharpenReply {
  try {
    return { id, image: unsharpMask(image, mask) }
  } catch (error) {
    return { id, error }
  }
}
