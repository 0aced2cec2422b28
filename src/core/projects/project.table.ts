import type { Generated, GeneratedTime } from '../tables.ts'

export interface ProjectTable {
  id: Generated<number>
  company_id: number
  name: string
  created_at: GeneratedTime
}

export interface ProjectAssetTable {
  project_id: number
  asset_id: number
}
