import { type NestedMessage, say } from '../messages/messages.ts'
import { imageFailure } from './image/image-failure.ts'
import { drawPdf } from './pdf/draw-pdf.ts'
import { describePostScript } from './postscript/describe.ts'
import { postScriptSection, readComments } from './postscript/eps-source.ts'
import { pageAssets, sharedFiles } from './postscript/page-assets.ts'
import { type RippedPage, renderPostScript } from './postscript/render-postscript.ts'
import type { RipOptions } from './postscript/rip-settings.ts'
import type { FileProbe } from './probe-file.ts'
import type { Processor, ProcessorInput, ProcessorResult } from './processor.ts'
import { fileKind } from './recognition/file-kinds.ts'
import { stored } from './stored.ts'

const { mimeType } = fileKind('illustrator')

/** What Illustrator writes into files that are saved without a PDF. */
const withoutPdf = /saved without PDF Content/i

/**
 * Illustrator files, as `illustratorOptions` say, or `postScriptOptions` where only those are given: kept as they are (None,
 * also when nothing is said), or every artboard as an image, with the first as the picture of the file itself. Files that
 * are PDF-compatible are drawn from their PDF, older ones as the PostScript that they are.
 */
export const illustrator: Processor = {
  name: 'illustrator',
  recognise: ({ kind }) => kind === 'illustrator',
  process: async (input, probe) => {
    const { illustratorOptions, postScriptOptions } = input.options
    const option = illustratorOptions ? 'illustratorOptions' : 'postScriptOptions'
    const given = illustratorOptions ?? postScriptOptions
    if (!given) return await stored.process(input, probe)
    if (given.process === 'None') return { ...(await stored.process(input, probe)), generated: [] }
    try {
      return await rasterize(input, probe, option, given)
    } catch (thrown) {
      input.signal.throwIfAborted()
      throw imageFailure(thrown, input.fileName)
    }
  },
}

interface Drawn {
  readonly pages: readonly [RippedPage, ...RippedPage[]]
  readonly metadata: Readonly<Record<string, string>>
  readonly warnings: readonly NestedMessage[]
}

async function rasterize(
  input: ProcessorInput,
  { head }: FileProbe,
  option: string,
  given: RipOptions,
): Promise<ProcessorResult> {
  const isPdf = head.toString('latin1').includes('%PDF-')
  const { pages, metadata, warnings } = isPdf
    ? await fromPdf(input, option, given)
    : await fromPostScript(input, head, option, given)
  const [first] = pages
  const keywords = metadata['dc.subject']
  return {
    assetType: 'Illustrator',
    mimeType,
    image: { ...first.image, pages: pages.length },
    ...(first.crop && { crop: first.crop }),
    metadata,
    derived: await sharedFiles(first),
    generated: pageAssets(input.fileName, pages, keywords === undefined ? {} : { 'dc.subject': keywords }),
    warnings,
  }
}

async function fromPdf(input: ProcessorInput, option: string, given: RipOptions): Promise<Drawn> {
  const drawn = await drawPdf(input, option, { ...given, words: true, links: false, firstPageOnly: false })
  const [{ words = [] }] = drawn.pages
  const stub = withoutPdf.test(words.map(({ text }) => text).join(' '))
  const warnings = stub
    ? [...drawn.warnings, say('illustratorWithoutPdf', { file: input.fileName })]
    : drawn.warnings
  if (given.extractSearchWords) return { ...drawn, warnings }
  const [first, ...rest] = drawn.pages.map(({ words: _words, ...page }): RippedPage => page)
  if (!first) throw new Error('there is no page')
  return { pages: [first, ...rest], metadata: drawn.metadata, warnings }
}

async function fromPostScript(
  input: ProcessorInput,
  head: Buffer,
  option: string,
  given: RipOptions,
): Promise<Drawn> {
  const { path, fileName, size, options } = input
  const section = postScriptSection(head, size, fileName)
  const described = await describePostScript(path, await readComments(path, section), options.xmpKeywords)
  const { pages, warnings } = await renderPostScript(input, head, option, given)
  return { pages, metadata: described.metadata, warnings: [...described.warnings, ...warnings] }
}
