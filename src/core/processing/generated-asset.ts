import type { CropRect, ImageFacts, SmartCrop } from '../assets/asset.table.ts'
import type { PlacedWord } from '../assets/asset-words.ts'
import type { ImageMapDefinition } from '../assets/image-map.ts'
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
  /** Absent: none. */
  readonly smartCrops?: readonly SmartCrop[]
  /** Of its content. Given where other files name places in this one, so that they never meet an earlier make of it. */
  readonly fingerprint?: string
  readonly derived: readonly DerivedFile[]
  /** Areas that lead elsewhere, the lowest first; absent: none. Those that people made stay. */
  readonly imageMaps?: readonly ImageMapDefinition[]
  /** In reading order; absent: none. */
  readonly words?: readonly PlacedWord[]
}

/** A file whose text names others that the same file generates: a manifest. */
export interface GeneratedText extends Generated {
  readonly kind: 'text'
  readonly assetType: AssetType
  readonly mimeType: string
  /** Given the address of each part, relative to this file's own; parts that come later have none yet. */
  readonly text: (urlOf: (part: string) => string) => string
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
export type GeneratedAsset = GeneratedFile | GeneratedText | GeneratedSet | GeneratedTemplate
