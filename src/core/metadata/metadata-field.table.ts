import type { ColumnType } from 'kysely'
import type { Generated, GeneratedJson, GeneratedTime } from '../tables.ts'

/** IPS constant family metadataFieldType. */
export type MetadataFieldType =
  | 'Untyped'
  | 'Boolean'
  | 'BooleanTag'
  | 'Color'
  | 'Date'
  | 'Dimension'
  | 'FileName'
  | 'Float'
  | 'Int'
  | 'MultiFixedTag'
  | 'MultiTag'
  | 'SingleFixedTag'
  | 'SingleTag'
  | 'String'

export interface MetadataFieldTable {
  id: Generated<number>
  company_id: number
  /** `Asset`: every type. */
  asset_type: string
  name: string
  field_type: MetadataFieldType
  default_value: Generated<string>
  is_hidden: Generated<boolean>
  /** Whether texts that are no values of the type are refused. */
  is_enforced: Generated<boolean>
  is_publish_data: Generated<boolean>
  /** The dictionary of a tag field, in order. */
  tags: GeneratedJson<readonly string[]>
  created_at: GeneratedTime
}

/** A value as it is stored: a text, of a tag field the list of its tags. */
export type StoredValue = string | readonly string[]

export interface AssetFieldValueTable {
  asset_id: number
  field_id: number
  value: ColumnType<StoredValue, string, string>
}

/** A packet that a client gave an asset in place of the one in its file. */
export interface AssetXmpTable {
  asset_id: number
  /** The asset's file when it was given; another file comes with a packet of its own. */
  original_key: string | null
  packet: string
}
