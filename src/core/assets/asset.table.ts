import type { ProcessingOptions } from '../processing/processor.ts'
import type { Generated, GeneratedJson, GeneratedTime, NullableJson } from '../tables.ts'

export interface FolderTable {
  id: Generated<number>
  company_id: number
  path: string
  created_at: GeneratedTime
}

/** How an asset reaches the public: as a picture that is rendered, or as the file itself. */
export type ServedAs = 'image' | 'content'

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
}

/** In pixels of the upright picture, from its top left corner. */
export interface CropRect {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
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
  original_key: string
  size: number
  mime_type: string
  image: NullableJson<ImageFacts>
  crop: NullableJson<CropRect>
  derived: GeneratedJson<DerivedKeys>
  /** Null: from before the options were kept. */
  processing: NullableJson<ProcessingOptions>
  metadata: GeneratedJson<Record<string, string>>
  created_at: GeneratedTime
  created_by: number
  modified_at: GeneratedTime
  modified_by: number
}
