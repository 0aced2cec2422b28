import type { RawImage } from '../imaging/raw-image.ts'
import { type UnsharpMask, unsharpMask } from '../imaging/unsharp-mask.ts'
import { answerTasks } from './answer-tasks.ts'

/** One image to sharpen. */
export interface SharpenTask {
  readonly image: RawImage
  readonly mask: UnsharpMask
}

answerTasks<SharpenTask, RawImage>(({ image, mask }) => unsharpMask(image, mask))
