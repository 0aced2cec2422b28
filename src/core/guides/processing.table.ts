import type { ColumnType } from 'kysely'
import type { Generated, GeneratedTime, Json, NullableJson } from '../tables.ts'
import type { AssetFilter } from './asset-filter.ts'
import type { TreeCursor } from './tree-cursor.ts'

/** Where the assets of a processing lie: in darkroom itself, or in a JCR repository that is reached over HTTP. */
export type RepositoryKind = 'darkroom' | 'jcr'
/** How far the count of a processing's files is. */
export type CountStatus = 'WAITING' | 'RUNNING' | 'SUCCESS' | 'FAILED'

type TextArray = ColumnType<readonly string[], readonly string[], readonly string[]>

export interface ProcessingTable {
  id: string
  company_id: number
  user_id: number
  job_id: number
  repository: RepositoryKind
  path: string
  excluded_paths: TextArray
  filter: Json<AssetFilter>
  last_asset: number
  total_files: Generated<number>
  count_status: Generated<CountStatus>
  walk_cursor: NullableJson<TreeCursor>
  count_cursor: NullableJson<TreeCursor>
  walk_done: Generated<boolean>
  failure: string | null
  log_lines: Generated<number>
  /** False: the lines are gone, since many processings came after it. */
  log_kept: Generated<boolean>
  /** Number of the last item of earlier runs that a later one has taken up. */
  taken_up: Generated<number>
  created_at: GeneratedTime
}

export interface ProcessingRunTable {
  job_id: number
  processing_id: string
}

export interface ProcessingLogTable {
  processing_id: string
  first_line: number
  lines: TextArray
}

export interface ProcessedAssetTable {
  asset_id: number
  item_id: number | null
  taken_at: Date | null
  status: 'SUCCESS' | 'FAILURE' | null
  original_key: string | null
  guid: string | null
  processed_at: Date | null
}

export interface StatusRequestTable {
  id: string
  user_id: number
  paths: TextArray
  excluded_paths: TextArray
  created_at: GeneratedTime
}
