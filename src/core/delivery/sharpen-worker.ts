import type { RawImage } from '../imaging/raw-image.ts'
import { type UnsharpMask, unsharpMaskInPlace } from '../imaging/unsharp-mask.ts'
import { answerTasks } from './answer-tasks.ts'

/** One image to sharpen; its samples came as a copy and move back to the caller. */
export interface SharpenTask {
  readonly image: RawImage
  readonly mask: UnsharpMask
}

answerTasks<SharpenTask, RawImage>(
  ({ image, mask }) => {
    unsharpMaskInPlace(image, mask)
    return image
  },
  ({ data }) => [data.buffer as ArrayBuffer],
)
