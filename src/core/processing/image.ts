import type { Metadata } from 'sharp'
import { cropOf } from './crop.ts'
import { checkImageSize } from './image/check-image-size.ts'
import { imageFacts } from './image/image-facts.ts'
import { imageFailure } from './image/image-failure.ts'
import { openImage } from './image/open-image.ts'
import { pyramidPlan } from './image/pyramid-options.ts'
import { sharpen } from './image/sharpen.ts'
import { readSvg } from './image/svg-source.ts'
import { writeMask } from './image/write-mask.ts'
import { writePyramid } from './image/write-pyramid.ts'
import { readMetadata } from './metadata.ts'
import type { DerivedFile, Processor, ProcessorInput, ProcessorResult } from './processor.ts'
import { type FileKindName, fileKind } from './recognition/file-kinds.ts'
import { unsharpMaskOf } from './unsharp-mask-options.ts'

const kinds: ReadonlySet<FileKindName> = new Set(['jpeg', 'png', 'gif', 'tiff', 'webp', 'avif', 'svg'])

/** Turns what the image library reads into a pyramid, and a mask where asked for. */
export const image: Processor = {
  name: 'image',
  recognise: ({ kind }) => kinds.has(kind),
  process: async (input, { kind }) => {
    try {
      return await processImage(input, kind)
    } catch (thrown) {
      input.signal.throwIfAborted()
      throw imageFailure(thrown, input.fileName)
    }
  },
}

async function processImage(input: ProcessorInput, kind: FileKindName): Promise<ProcessorResult> {
  const { fileName, limits, options, signal, workFolder } = input
  const svg = kind === 'svg' ? await readSvg(input.path, fileName, input.size) : undefined
  const openSource = (source: string | Buffer) => openImage(source).timeout({ seconds: limits.maxSeconds })
  const open = () => openSource(svg?.svg ?? input.path)

  const header = await open().metadata()
  checkImageSize(header, fileName, limits.maxPixels)
  const facts = imageFacts(header)
  const described = readMetadata(header, options.xmpKeywords)
  const cropped = cropOf(facts.width, facts.height, options.manualCropOptions)
  const plan = pyramidPlan(header)
  const mask = unsharpMaskOf(options.unsharpMaskOptions)
  const animated = kind === 'gif' && facts.pages > 1

  const derived: DerivedFile[] = []
  signal.throwIfAborted()
  if (mask) {
    const sharpened = await sharpen(open(), plan, facts.hasAlpha, mask, workFolder, signal)
    derived.push(await writePyramid(openSource(sharpened), plan, workFolder))
  } else derived.push(await writePyramid(open(), plan, workFolder))
  signal.throwIfAborted()
  if (options.createMask && facts.hasAlpha) derived.push(await writeMask(open(), header.density, workFolder))

  return {
    assetType: animated ? 'AnimatedGif' : fileKind(kind).assetType,
    mimeType: fileKind(kind).mimeType,
    image: facts,
    ...(cropped.crop ? { crop: cropped.crop } : {}),
    metadata: described.metadata,
    derived,
    warnings: [
      ...(svg?.warnings ?? []),
      ...described.warnings,
      ...conversions(header, fileName, animated),
      ...(cropped.warning === undefined ? [] : [cropped.warning]),
    ],
  }
}

function conversions({ pages = 1, space, depth }: Metadata, fileName: string, animated: boolean): string[] {
  const warnings: string[] = []
  if (pages > 1 && !animated) warnings.push(`"${fileName}" has ${pages} pages; the picture shows the first.`)
  if (space === 'lab' || space === 'labs') warnings.push(`"${fileName}" is in Lab; its pyramid is in sRGB.`)
  else if (depth !== 'uchar' && depth !== 'ushort') {
    warnings.push(`"${fileName}" has samples of the type ${depth}; its pyramid has 8 or 16 bits.`)
  }
  return warnings
}
