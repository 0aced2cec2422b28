import type { CropRect, DerivedKeys, ImageFacts, ServedAs } from '../assets/asset.table.ts'
import type { GeneratedTime, Json, NullableJson } from '../tables.ts'

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
  original_key: string
  size: number
  image: NullableJson<ImageFacts>
  crop: NullableJson<CropRect>
  derived: Json<DerivedKeys>
  modified_at: Date
  published_at: GeneratedTime
}
