import { type ColourPlan, colourPlan } from './colours.ts'
import { type PsdHeader, readHeader } from './header.ts'
import { type ImageResources, readImageResources } from './image-resources.ts'
import type { Scratch } from './inflated.ts'
import { type LayerLimits, readLayerList } from './layer-list.ts'
import { type LayerNode, layerTree } from './layer-tree.ts'
import { openPsdFile, type PsdFile } from './psd-file.ts'

/** A Photoshop file whose structure was read, and none of its pixels. */
export interface PsdDocument {
  readonly file: PsdFile
  readonly header: PsdHeader
  readonly resources: ImageResources
  /** Top level nodes from the bottom up. */
  readonly layers: readonly LayerNode[]
  readonly mergedHasTransparency: boolean
  readonly plan: ColourPlan
  readonly scratch: Scratch
}

export interface DocumentLimits extends LayerLimits {
  readonly maxPixels: number
}

/** Opens a file and reads its structure. Close `file` at the end. Throws `bad-file` and `too-large`. */
export async function openDocument(
  { path, name, size }: { readonly path: string; readonly name: string; readonly size: number },
  limits: DocumentLimits,
  scratchFolder: string,
  signal: AbortSignal,
): Promise<PsdDocument> {
  const file = await openPsdFile(path, name, size)
  try {
    const header = await readHeader(file, limits.maxPixels)
    const resources = await readImageResources(file, header.resources)
    const list = await readLayerList(file, header, limits)
    return {
      file,
      header,
      resources,
      layers: layerTree(list.records),
      mergedHasTransparency: list.mergedHasTransparency,
      plan: colourPlan(header),
      scratch: { path, folder: scratchFolder, signal },
    }
  } catch (thrown) {
    await file.close()
    throw thrown
  }
}

/** Resolution of a document that names none, in pixels per inch. */
const defaultResolution = 72

/** What a TIFF of a document's pixels has in common with the document. */
export function tiffFrame({ plan, resources }: PsdDocument) {
  const { resolution = defaultResolution, icc } = resources
  // A profile that was found with Lab is not one of the RGB that Lab becomes.
  const own = icc && plan.space !== 'Lab'
  return { photometric: plan.photometric, depth: plan.depth, resolution, ...(own && { icc }) }
}
