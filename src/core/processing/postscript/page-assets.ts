import { link } from 'node:fs/promises'
import { extname } from 'node:path/posix'
import type { GeneratedFile, GenerationEngine } from '../generated-asset.ts'
import type { DerivedFile } from '../processor.ts'
import type { RippedPage } from './render-postscript.ts'

/** Every page as an Image asset beside the file, named `<name>-<page>`. */
export function pageAssets(
  fileName: string,
  pages: readonly RippedPage[],
  metadata: Readonly<Record<string, string>>,
  engine: GenerationEngine = 'PostScriptRip',
): GeneratedFile[] {
  const base = fileName.slice(0, fileName.length - extname(fileName).length)
  return pages.map(({ number, ...page }) => ({
    kind: 'file',
    part: `page-${number}`,
    fileName: `${base}-${number}.tif`,
    folder: '',
    engine,
    attributes: { page: String(number) },
    metadata,
    assetType: 'Image',
    mimeType: 'image/tiff',
    ...page,
  }))
}

/** The files of a page once more, for the asset of the document itself. Their bytes stand on disk once. */
export async function sharedFiles({ derived }: RippedPage): Promise<DerivedFile[]> {
  return await Promise.all(
    derived.map(async (file) => {
      const path = `${file.path}.document`
      await link(file.path, path)
      return { ...file, path }
    }),
  )
}
