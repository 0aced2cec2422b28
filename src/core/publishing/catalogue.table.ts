import type { CropRect, DerivedKeys, ImageFacts, ServedAs, SmartCrop } from '../assets/asset.table.ts'
import type { GeneratedJson, GeneratedTime, Json, NullableJson } from '../tables.ts'

export interface CatalogueEntryTable {
  company_id: number
  context: string
  asset_id: number
  asset_version: number
  name: string
  path: string
  served_as: ServedAs
  type: string
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
  published_at: GeneratedTime
}
