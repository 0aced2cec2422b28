import { copyOfImage, type RawImage } from '../imaging/raw-image.ts'
import { type UnsharpMask, unsharpMask } from '../imaging/unsharp-mask.ts'
import type { SharpenTask } from './sharpen-worker.ts'
import { TaskThreads } from './task-threads.ts'

/** Up to this many pixels are sharpened at once in the caller's thread: about 15 ms. */
const inlinePixels = 250_000

const threads = new TaskThreads<SharpenTask, RawImage>(new URL('./sharpen-worker.ts', import.meta.url), 1)

/** Unsharp masking that leaves the event loop free: large images go through one thread. */
export async function sharpen(image: RawImage, mask: UnsharpMask): Promise<RawImage> {
  if (image.width * image.height <= inlinePixels) return unsharpMask(image, mask)
  // The copy is made here, since it then moves: copied on the way it would take twice as long.
  const copy = copyOfImage(image)
  return await threads.run({ image: copy, mask }, [copy.data.buffer as ArrayBuffer])
}
