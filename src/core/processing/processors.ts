import { image } from './image.ts'
import type { FileProbe } from './probe-file.ts'
import type { Processor } from './processor.ts'
import { stored } from './stored.ts'

/** Every processor, asked in this order; the last takes what is left. */
export const processors: readonly Processor[] = [image, stored]

/** The processor for a file. */
export function findProcessor(probe: FileProbe): Processor {
  return processors.find((processor) => processor.recognise(probe)) ?? stored
}
