import type { CropRect, DerivedKeys, ImageFacts, ServedAs, SmartCrop } from '../assets/asset.table.ts'
import type { GeneratedJson, GeneratedTime, Json, NullableJson } from '../tables.ts'

/** An asset in a published set. */
export interface PublishedMember {
  readonly assetId: number
  /** Whether it begins a new page of a page set. */
  readonly pageReset: boolean
}

export interface CatalogueEntryTable {
  company_id: number
  context: string
  asset_id: number
  asset_version: number
  name: string
  path: string
  served_as: ServedAs
  type: string
  sub_type: string | null
  mime_type: string
  /** Null: a set or a template. */
  original_key: string | null
  size: number
  image: NullableJson<ImageFacts>
  crop: NullableJson<CropRect>
  derived: Json<DerivedKeys>
  modified_at: Date
  definition: string | null
  smart_crops: GeneratedJson<readonly SmartCrop[]>
  /** Of a set, in order. */
  members: GeneratedJson<readonly PublishedMember[]>
  published_at: GeneratedTime
}
