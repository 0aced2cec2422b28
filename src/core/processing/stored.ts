import { say } from '../messages/messages.ts'
import type { Processor } from './processor.ts'
import { fileKind } from './recognition/file-kinds.ts'

/** Keeps a file as it is, under the asset type of its kind: no derived files, no metadata but asked-for keywords. */
export const stored: Processor = {
  name: 'stored',
  recognise: () => true,
  process: async ({ fileName, options }, { kind }) => {
    const { assetType, mimeType, raster } = fileKind(kind)
    const warnings = raster ? [say('storedAsItIs', { file: fileName, type: mimeType })] : []
    const metadata: Record<string, string> =
      options.xmpKeywords.length > 0
        ? { 'dc.subject': JSON.stringify([...new Set(options.xmpKeywords)]) }
        : {}
    return { assetType, mimeType, metadata, derived: [], warnings }
  },
}
