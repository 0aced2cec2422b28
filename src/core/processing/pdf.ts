import { extname } from 'node:path/posix'
import type { GeneratedSet } from './generated-asset.ts'
import { imageFailure } from './image/image-failure.ts'
import { drawPdf } from './pdf/draw-pdf.ts'
import { searchText } from './pdf/search-text.ts'
import { pageAssets, sharedFiles } from './postscript/page-assets.ts'
import type { Processor, ProcessorInput, ProcessorResult } from './processor.ts'
import { fileKind } from './recognition/file-kinds.ts'
import { stored } from './stored.ts'

const { mimeType } = fileKind('pdf')

/**
 * PDF files, as `pdfOptions` say: kept as they are (None), with a picture of the first page (Thumbnail), or with every page
 * as an image and all of them in an eCatalog (Rasterize, also when nothing is said).
 */
export const pdf: Processor = {
  name: 'pdf',
  recognise: ({ kind }) => kind === 'pdf',
  process: async (input, probe) => {
    const { process = 'Rasterize' } = input.options.pdfOptions ?? {}
    if (process === 'None') return { ...(await stored.process(input, probe)), generated: [] }
    try {
      return process === 'Thumbnail' ? await thumbnail(input) : await rasterize(input)
    } catch (thrown) {
      input.signal.throwIfAborted()
      throw imageFailure(thrown, input.fileName)
    }
  },
}

async function thumbnail(input: ProcessorInput): Promise<ProcessorResult> {
  const { resolution, colorspace } = input.options.pdfOptions ?? {}
  const { pages, metadata, warnings, pageCount } = await drawPdf(input, 'pdfOptions', {
    ...(resolution !== undefined && { resolution }),
    ...(colorspace !== undefined && { colorspace }),
    words: false,
    links: false,
    firstPageOnly: true,
  })
  const [{ image, crop, derived }] = pages
  return {
    assetType: 'Pdf',
    mimeType,
    image: { ...image, pages: pageCount },
    ...(crop && { crop }),
    metadata,
    derived,
    generated: [],
    warnings,
  }
}

async function rasterize(input: ProcessorInput): Promise<ProcessorResult> {
  const options = input.options.pdfOptions ?? {}
  const { pages, metadata, warnings, pageCount } = await drawPdf(input, 'pdfOptions', {
    ...options,
    words: options.extractSearchWords === true,
    links: options.extractLinks !== false,
    firstPageOnly: false,
  })
  const [first] = pages
  const keywords = metadata['dc.subject']
  const files = pageAssets(
    input.fileName,
    pages,
    keywords === undefined ? {} : { 'dc.subject': keywords },
  ).map((page) => ({ ...page, metadata: { ...page.metadata, ...searchText(page.words) } }))
  const parts = files.map(({ part }) => part)
  return {
    assetType: 'Pdf',
    mimeType,
    image: { ...first.image, pages: pageCount },
    metadata,
    derived: await sharedFiles(first),
    servedAs: 'content',
    generated: [
      ...files,
      ...(options.pdfCatalog !== false && parts.length > 1 ? [catalogue(input.fileName, parts)] : []),
    ],
    warnings,
  }
}

/** All pages in order, under the name of the PDF. */
function catalogue(fileName: string, members: readonly string[]): GeneratedSet {
  return {
    kind: 'set',
    assetType: 'Catalog',
    part: 'catalog',
    fileName: `${fileName.slice(0, fileName.length - extname(fileName).length)}.catalog`,
    folder: '',
    engine: 'PostScriptRip',
    attributes: { pages: String(members.length) },
    metadata: {},
    members,
  }
}
