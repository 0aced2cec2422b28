import { audio } from './audio.ts'
import { colorProfile } from './color-profile.ts'
import { decodedImage } from './decoded-image.ts'
import { font } from './font.ts'
import { illustrator } from './illustrator.ts'
import { image } from './image.ts'
import { inDesign } from './in-design.ts'
import { office } from './office.ts'
import { pdf } from './pdf.ts'
import { photoshop } from './photoshop.ts'
import { postscript } from './postscript.ts'
import type { FileProbe } from './probe-file.ts'
import type { Processor } from './processor.ts'
import { stored } from './stored.ts'
import { textFile } from './text-file.ts'
import { type1Font } from './type1-font.ts'
import { video } from './video.ts'

/** Every processor, asked in this order; the last takes what is left. */
export const processors: readonly Processor[] = [
  image,
  decodedImage,
  photoshop,
  pdf,
  illustrator,
  postscript,
  inDesign,
  office,
  font,
  type1Font,
  colorProfile,
  textFile,
  video,
  audio,
  stored,
]

/** The processor for a file. */
export function findProcessor(probe: FileProbe): Processor {
  return processors.find((processor) => processor.recognise(probe)) ?? stored
}
