import type { ProcessingOptions } from '../processing/processor.ts'
import type { Generated, GeneratedJson, GeneratedTime, NullableJson } from '../tables.ts'

export interface FolderTable {
  id: Generated<number>
  company_id: number
  path: string
  created_at: GeneratedTime
}

/**
 * How an asset reaches the public: as a picture that is rendered, as the file itself, as the list of what is in it, or as
 * a picture put together from others. All but files have a name that is theirs alone in the company.
 */
export type ServedAs = 'image' | 'content' | 'set' | 'template'

/** Facts of a picture, read once when it was processed. Sizes in pixels of the upright picture, resolution in ppi. */
export interface ImageFacts {
  readonly width: number
  readonly height: number
  readonly resolution: number
  readonly colorSpace: string
  readonly bitsPerChannel: number
  readonly channels: number
  readonly hasAlpha: boolean
  readonly pages: number
  readonly format: string
  readonly iccProfileName?: string
  /** The point that layers are placed by (ImageInfo anchorX, anchorY), from the top left corner; absent: the centre. */
  readonly anchor?: { readonly x: number; readonly y: number }
}

/** In pixels of the upright picture, from its top left corner. */
export interface CropRect {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** A named crop (IPS SmartCrop). `x`, `y`, `w` and `h` are parts of the whole upright picture, 0 to 1. */
export interface SmartCrop {
  readonly name: string
  /** In pixels, of the picture that is served by the name. */
  readonly width: number
  readonly height: number
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
}

/** Blob keys of the files made from the original, by what they are for. */
export interface DerivedKeys {
  readonly pyramid?: string
  readonly mask?: string
}

export interface AssetTable {
  id: Generated<number>
  company_id: number
  folder_id: number
  name: string
  file_name: string
  type: string
  sub_type: string | null
  served_as: ServedAs
  ready_for_publish: boolean
  trash_state: Generated<string>
  version: Generated<number>
  /** Null: it consists of other assets and has no file. */
  original_key: string | null
  size: number
  mime_type: string
  image: NullableJson<ImageFacts>
  crop: NullableJson<CropRect>
  derived: GeneratedJson<DerivedKeys>
  /** Null: from before the options were kept. */
  processing: NullableJson<ProcessingOptions>
  metadata: GeneratedJson<Record<string, string>>
  /** Of a template: Image Serving commands, as in the query of an image URL. */
  definition: string | null
  smart_crops: GeneratedJson<readonly SmartCrop[]>
  created_at: GeneratedTime
  created_by: number
  modified_at: GeneratedTime
  modified_by: number
}

/** Which asset came out of which (IPS GenerationInfo). */
export interface AssetGenerationTable {
  generated_id: number
  originator_id: number
  part: string
  engine: string
  attributes: GeneratedJson<Record<string, string>>
}

/** The assets of a set, in order from 0. */
export interface SetMemberTable {
  set_id: number
  position: number
  asset_id: number
  /** Whether it begins a new page or view group. */
  page_reset: Generated<boolean>
}
