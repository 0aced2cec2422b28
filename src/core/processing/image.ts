import type { Metadata } from 'sharp'
import { type NestedMessage, say } from '../messages/messages.ts'
import { checkImageSize } from './image/check-image-size.ts'
import { drawSvg } from './image/draw-svg.ts'
import { editPixels } from './image/edit-pixels.ts'
import { imageFacts } from './image/image-facts.ts'
import { imageFailure } from './image/image-failure.ts'
import { isPyramid } from './image/is-pyramid.ts'
import { manageColors } from './image/manage-colors.ts'
import { openImage } from './image/open-image.ts'
import { maxBytesInMemory, pictureSource } from './image/picture-source.ts'
import { pyramidPlan } from './image/pyramid-options.ts'
import { readSvg } from './image/svg-source.ts'
import { writeMask } from './image/write-mask.ts'
import { writePyramid } from './image/write-pyramid.ts'
import { readMetadata } from './metadata.ts'
import type { DerivedFile, Processor, ProcessorInput, ProcessorResult } from './processor.ts'
import { type FileKindName, fileKind } from './recognition/file-kinds.ts'

const kinds: ReadonlySet<FileKindName> = new Set(['jpeg', 'png', 'gif', 'tiff', 'webp', 'avif', 'svg'])

/** Whose files say much about the work that they are. An SVG of a few bytes may draw anything, and AVIF packs tight. */
const plainKinds: ReadonlySet<FileKindName> = new Set(['jpeg', 'png', 'gif', 'webp'])

/** Turns what the image library reads into a pyramid, and a mask where asked for. */
export const image: Processor = {
  name: 'image',
  recognise: ({ kind }) => kinds.has(kind),
  isSmall: ({ kind }, size) => plainKinds.has(kind) && size <= maxBytesInMemory,
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
  const openSource = (source: string | Buffer, ignoreIcc = false) =>
    openImage(source, { ignoreIcc }).timeout({ seconds: limits.maxSeconds })

  const source = svg?.svg ?? (await pictureSource(input.path, input.size))
  const originalHeader = await openSource(source).metadata()
  checkImageSize(originalHeader, fileName, limits)
  const original = svg ? await drawSvg(svg.svg, input) : source
  const described = readMetadata(originalHeader, options.xmpKeywords)
  signal.throwIfAborted()
  const colored = await manageColors(
    {
      header: originalHeader,
      fileName,
      workFolder,
      open: (opening) => openSource(original, opening?.ignoreIcc),
      openFile: (path) => openSource(path, true),
      blobPath: input.blobPath,
    },
    options.colorManagement,
  )
  signal.throwIfAborted()
  const openColored = () => openSource(colored.path ?? original)
  const edited = await editPixels(
    { header: colored.header, open: openColored, fileName, workFolder, signal },
    options,
  )
  const { header } = edited
  const open = () => (edited.path === undefined ? openColored() : openSource(edited.path))
  const facts = imageFacts(header)
  const animated = kind === 'gif' && facts.pages > 1

  const derived: DerivedFile[] = []
  signal.throwIfAborted()
  derived.push(await writePyramid(open(), pyramidPlan(header, input.lossless), workFolder))
  signal.throwIfAborted()
  if (options.createMask && facts.hasAlpha) derived.push(await writeMask(open(), header.density, workFolder))

  return {
    assetType: animated ? 'AnimatedGif' : fileKind(kind).assetType,
    mimeType: fileKind(kind).mimeType,
    image: facts,
    ...(edited.crop ? { crop: edited.crop } : {}),
    metadata: described.metadata,
    derived,
    warnings: [
      ...(svg?.warnings ?? []),
      ...described.warnings,
      ...colored.warnings,
      ...conversions(originalHeader, fileName, animated || (await isPyramid(input.path, originalHeader))),
      ...edited.warnings,
    ],
  }
}

function conversions(
  { pages = 1, space, depth }: Metadata,
  fileName: string,
  onePicture: boolean,
): NestedMessage[] {
  const warnings: NestedMessage[] = []
  if (pages > 1 && !onePicture) warnings.push(say('morePages', { file: fileName, pages }))
  if (space === 'lab' || space === 'labs') warnings.push(say('labPyramid', { file: fileName }))
  else if (depth !== 'uchar' && depth !== 'ushort') {
    warnings.push(say('samplesOfType', { file: fileName, type: depth }))
  }
  return warnings
}
