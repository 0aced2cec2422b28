import type { GeneratedAlways } from 'kysely'
import type { GeneratedTime, Json } from '../tables.ts'
import type { DocumentMessage, DocumentStatus } from './document.ts'
import type { DocumentType } from './file-type.ts'
import type { ReferenceKind } from './parsed-document.ts'

/** What processing read of an asset that is a document. */
export interface DocumentTable {
  asset_id: number
  company_id: number
  /** A UUID; shown with 'GUID-' in front. */
  guid: string
  file_type: DocumentType
  root: string
  title: string
  language: string
  metadata: Json<Record<string, string>>
  ids: readonly string[]
  first_id: GeneratedAlways<string | null>
  /** Of a map: changes when its keys or what it leads to change. */
  map_digest: string | null
  messages: Json<readonly DocumentMessage[]>
  /** By its own messages, without references. */
  read_status: DocumentStatus
  status: DocumentStatus
  /** Of the asset; 0: it has to be processed again. */
  processed_version: number
  processed_at: GeneratedTime
}

/** `Unchecked`: its target was not processed yet. `NoMap`: a key, while no map uses the document. */
export type ReferenceState = 'Whole' | 'Broken' | 'Unchecked' | 'NoMap'

/** Why a reference is broken: no such file, out of the repository, no such id, the target can't be read, no such key, a circle. */
export type BrokenReason = 'file' | 'outside' | 'id' | 'unreadable' | 'key' | 'loop'

export interface DocumentReferenceTable {
  from_asset: number
  position: number
  company_id: number
  kind: ReferenceKind
  raw: string
  lines: readonly number[]
  target_path: string | null
  fragment: string | null
  key_name: string | null
  holders: readonly string[] | null
  target_asset: number | null
  /** The id that the target must have; of a key with the topic that the key stands for. */
  wanted_id: string | null
  state: ReferenceState
  reason: BrokenReason | null
}

export interface DocumentKeyTable {
  map_asset: number
  position: number
  name: string
  is_scope: boolean
  reference: number | null
}

export interface DocumentCheckTable {
  id: number
  company_id: number
  asset_id: number
  reached: boolean
}
