import { DarkroomError } from '../errors.ts'
import { say } from '../messages/messages.ts'
import { readInDesignPacket } from './indesign/database.ts'
import { describeIdml, readIdml } from './indesign/idml.ts'
import { previewPictures } from './indesign/preview-pictures.ts'
import { type InDesignPreviews, readPreviews } from './indesign/previews.ts'
import { describeFile, type FileDescription } from './metadata/describe-file.ts'
import { pageAssets, sharedFiles } from './postscript/page-assets.ts'
import type { Processor, ProcessorInput, ProcessorResult } from './processor.ts'
import { type FileKindName, fileKind } from './recognition/file-kinds.ts'

const kinds: ReadonlySet<FileKindName> = new Set(['indesign', 'idml'])

/**
 * InDesign files: their descriptions become metadata. Where `inDesignOptions.process` asks for pictures (anything but
 * None), the previews that InDesign saved in them do: of pages as Image assets, the first (or that of the document) as the
 * picture of the file's own asset. Nothing but InDesign draws its pages.
 */
export const inDesign: Processor = {
  name: 'indesign',
  recognise: ({ kind }) => kinds.has(kind),
  process: async (input, { kind }) => {
    const { mimeType, assetType } = fileKind(kind)
    const { metadata, warnings, previews } =
      kind === 'idml' ? await fromIdml(input) : await fromDatabase(input)
    const kept = { assetType, mimeType, metadata }
    const given = input.options.inDesignOptions
    if (!given) return { ...kept, derived: [], warnings }
    if ((given.process ?? 'None') === 'None') return { ...kept, derived: [], generated: [], warnings }
    const drawn = await pictures(input, previews, metadata)
    return { ...kept, ...drawn, warnings: [...warnings, ...drawn.warnings] }
  },
}

interface Described extends FileDescription {
  readonly previews: InDesignPreviews | undefined
}

async function fromDatabase(input: ProcessorInput): Promise<Described> {
  const { path, fileName, size, options } = input
  const packet = await readInDesignPacket(path, fileName, size)
  const previews = previewsIn(packet)
  const described = describeFile(options.xmpKeywords, packet, (record) => {
    if (previews?.pageCount !== undefined) record.set('indesign.Pages', String(previews.pageCount))
    record.setList('indesign.Fonts', previews?.fonts ?? [])
  })
  const silent = packet === undefined ? [say('noXmpPacket', { file: fileName })] : []
  return { ...described, warnings: [...described.warnings, ...silent], previews }
}

async function fromIdml({ path, fileName, options }: ProcessorInput): Promise<Described> {
  const idml = await readIdml(path).catch((cause: unknown) => {
    throw new DarkroomError('bad-file', say('idmlNotUnpacked', { file: fileName }), {
      cause,
    })
  })
  const described = describeFile(options.xmpKeywords, idml.packet, (record) => describeIdml(record, idml))
  const warnings = [...described.warnings]
  if (idml.unread.length > 0)
    warnings.push(
      say('idmlUnread', {
        file: fileName,
        count: idml.unread.length,
        parts: idml.unread.slice(0, 5).join(', '),
      }),
    )
  if (idml.cut) warnings.push(say('idmlCut', { file: fileName }))
  return { ...described, warnings, previews: previewsIn(idml.packet) }
}

function previewsIn(packet: string | undefined): InDesignPreviews | undefined {
  try {
    return packet === undefined ? undefined : readPreviews(packet)
  } catch {
    return undefined
  }
}

async function pictures(
  input: ProcessorInput,
  previews: InDesignPreviews | undefined,
  metadata: Readonly<Record<string, string>>,
): Promise<Pick<ProcessorResult, 'image' | 'crop' | 'derived' | 'generated' | 'warnings'>> {
  const { fileName, limits } = input
  const whole = previews?.document ? [previews.document] : []
  const found = previews?.pages ?? []
  if (found.length > limits.maxPages)
    throw new DarkroomError('too-large', say('moreThanPages', { file: fileName, max: limits.maxPages }))
  const { pages, warnings } = await previewPictures(input, found.length > 0 ? found : whole)
  const [first] = pages
  if (!first)
    return {
      derived: [],
      generated: [],
      warnings: [...warnings, say('inDesignNoPreview', { file: fileName })],
    }
  const keywords = metadata['dc.subject']
  const missing = (previews?.pageCount ?? 0) - pages.length
  return {
    image: { ...first.image, pages: Math.max(previews?.pageCount ?? 1, pages.length) },
    ...(first.crop && { crop: first.crop }),
    derived: found.length > 0 ? await sharedFiles(first) : first.derived,
    generated:
      found.length > 0
        ? pageAssets(
            fileName,
            pages,
            keywords === undefined ? {} : { 'dc.subject': keywords },
            'ImageConvert',
          )
        : [],
    warnings: [
      ...warnings,
      say('inDesignPreview', { file: fileName, width: first.image.width, height: first.image.height }),
      ...(missing > 0 ? [say('inDesignPagesMissing', { file: fileName, count: missing })] : []),
    ],
  }
}
