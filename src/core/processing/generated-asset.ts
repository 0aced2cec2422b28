import type { CropRect, ImageFacts } from '../assets/asset.table.ts'
import type { AssetType } from './asset-type.ts'
import type { DerivedFile } from './processor.ts'

/** What made an asset of another (IPS constant family generationEngine; `VideoEncode` and `Pdf` kinds go as ImageConvert). */
export type GenerationEngine = 'PhotoshopLayers' | 'PostScriptRip' | 'ImageConvert' | 'SceneAuthoring' | 'Aco'

interface Generated {
  /**
   * Which part of its originator it is: `page-1`, `layer-12`. Stable, so that processing the file again gives the same
   * asset a new version.
   */
  readonly part: string
  /** Wanted; a number is added where the folder has another asset of that name. */
  readonly fileName: string
  /** Below the originator's folder, with a closing slash; empty: beside it. */
  readonly folder: string
  readonly engine: GenerationEngine
  /** For GenerationInfo: `page` to `3`. */
  readonly attributes: Readonly<Record<string, string>>
  readonly metadata: Readonly<Record<string, string>>
}

/** A file that becomes an asset: a page, a layer, a rendition. */
export interface GeneratedFile extends Generated {
  readonly kind: 'file'
  readonly assetType: AssetType
  /** In the work folder. Absent: its pyramid is its file. */
  readonly path?: string
  readonly mimeType: string
  readonly image?: ImageFacts
  readonly crop?: CropRect
  readonly derived: readonly DerivedFile[]
}

/** A set of what the same file generates. */
export interface GeneratedSet extends Generated {
  readonly kind: 'set'
  readonly assetType: 'AssetSet' | 'Catalog' | 'ImageSet' | 'SpinSet'
  readonly subType?: string
  /** Parts, in order; the empty one is the originator itself. */
  readonly members: readonly string[]
}

/** A picture that is put together when it is served. */
export interface GeneratedTemplate extends Generated {
  readonly kind: 'template'
  readonly assetType: 'Template'
  /** Image Serving commands, given the asset name of each part (without the company's root). */
  readonly definition: (nameOf: (part: string) => string) => string
}

/** An asset that is made from a file beside the asset of the file itself. */
export type GeneratedAsset = GeneratedFile | GeneratedSet | GeneratedTemplate
