import { describePostScript } from './postscript/describe.ts'
import { postScriptSection, readComments } from './postscript/eps-source.ts'
import { pageAssets, sharedFiles } from './postscript/page-assets.ts'
import { renderPostScript } from './postscript/render-postscript.ts'
import type { Processor } from './processor.ts'
import { fileKind } from './recognition/file-kinds.ts'

/**
 * Turns PostScript and EPS into pictures where the options ask for it (`postScriptOptions`; without the group, and with
 * `process` None, the file is only kept and described): every page becomes an Image asset, and the file's own asset
 * shows the first.
 */
export const postscript: Processor = {
  name: 'postscript',
  recognise: ({ kind }) => kind === 'postscript',
  process: async (input, { kind, head }) => {
    const { path, fileName, options } = input
    const given = options.postScriptOptions
    const { assetType, mimeType } = fileKind(kind)
    const section = postScriptSection(head, input.size, fileName)
    const described = await describePostScript(path, await readComments(path, section), options.xmpKeywords)
    const common = { assetType, mimeType, metadata: described.metadata }
    const { warnings: found } = described
    if (!given) return { ...common, derived: [], warnings: found }
    if (given.process === 'None') return { ...common, derived: [], generated: [], warnings: found }

    const { pages, warnings } = await renderPostScript(input, head, 'postScriptOptions', given)
    const [first] = pages
    const keywords = described.metadata['dc.subject']
    return {
      ...common,
      image: { ...first.image, pages: pages.length },
      ...(first.crop && { crop: first.crop }),
      derived: await sharedFiles(first),
      generated: pageAssets(fileName, pages, keywords === undefined ? {} : { 'dc.subject': keywords }),
      warnings: [...found, ...warnings],
    }
  },
}
