import { join } from 'node:path'
import { DarkroomError } from '../errors.ts'
import { say } from '../messages/messages.ts'
import type { DecodedKind, PictureHeader } from './decode/decoding.ts'
import { readPictureHeader } from './decode/picture-header.ts'
import { runDecoder } from './decode/run-decoder.ts'
import { attachProfile } from './image/attach-profile.ts'
import { imageFailure } from './image/image-failure.ts'
import { openImage } from './image/open-image.ts'
import { image } from './image.ts'
import { readMetadata } from './metadata.ts'
import type { FileProbe } from './probe-file.ts'
import type { Processor, ProcessorInput, ProcessorResult } from './processor.ts'
import { type FileKindName, fileKind } from './recognition/file-kinds.ts'
import { stored } from './stored.ts'

/** Pictures that the image library does not read: they are decoded first, and then treated like all others. */
export const decodedImage: Processor = {
  name: 'decoded-image',
  recognise: ({ kind }) => isDecoded(kind),
  process: async (input, probe) => {
    if (!isDecoded(probe.kind)) return await stored.process(input, probe)
    try {
      return await processDecoded(input, probe, probe.kind)
    } catch (thrown) {
      input.signal.throwIfAborted()
      throw imageFailure(thrown, input.fileName)
    }
  },
}

function isDecoded(kind: FileKindName): kind is DecodedKind {
  return kind === 'bmp' || kind === 'heic' || kind === 'jp2'
}

async function processDecoded(
  input: ProcessorInput,
  probe: FileProbe,
  kind: DecodedKind,
): Promise<ProcessorResult> {
  const { path, fileName, limits, signal, workFolder, options } = input
  const header = await readPictureHeader(kind, path, fileName)
  if (header.unsupported !== undefined) {
    const kept = await stored.process(input, probe)
    const warning = say('storedUndecoded', { file: fileName, reason: header.unsupported })
    return { ...kept, warnings: [warning] }
  }
  checkSize(header, kind, fileName, limits)
  const output = join(workFolder, 'decoded.v')
  await runDecoder({ kind, path, output }, { fileName, maxSeconds: limits.maxSeconds, signal })
  const own = kind === 'heic' ? await openImage(path).metadata() : undefined
  if (own?.icc) await attachProfile(output, own.icc)
  const lossless = input.lossless || (kind === 'bmp' && 'palette' in header)
  const result = await image.process({ ...input, path: output, lossless }, { ...probe, kind: 'tiff' })
  const described = own && readMetadata(own, options.xmpKeywords)
  return {
    ...result,
    mimeType: fileKind(kind).mimeType,
    ...(result.image && { image: { ...result.image, format: kind } }),
    ...(described && { metadata: { ...result.metadata, ...described.metadata } }),
    warnings: [...(described?.warnings ?? []), ...result.warnings],
  }
}

/** Throws `too-large`, with both numbers, before anything is decoded. */
function checkSize(
  { width, height }: PictureHeader,
  kind: DecodedKind,
  fileName: string,
  { maxPixels, maxDecodedPixels }: ProcessorInput['limits'],
): void {
  // A BMP file is decoded row by row.
  const limit = kind === 'bmp' ? maxPixels : Math.min(maxPixels, maxDecodedPixels)
  if (width * height <= limit) return
  throw new DarkroomError(
    'too-large',
    say('tooManyPixelsOfKind', {
      file: fileName,
      width,
      height,
      pixels: width * height,
      kind,
      max: limit,
    }),
  )
}
