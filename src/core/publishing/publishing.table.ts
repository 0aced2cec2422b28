import type { Generated, GeneratedTime, Json } from '../tables.ts'

/** IPS constant family publishContextType. */
export const publishContextTypes = ['ImageServing', 'ImageRendering', 'Video', 'ServerDirectory'] as const
export type PublishContextType = (typeof publishContextTypes)[number]

export interface PublishContextTable {
  id: Generated<number>
  company_id: number
  name: string
  type: PublishContextType
}

export interface PublishHistoryTable {
  id: Generated<number>
  company_id: number
  asset_id: number
  context: string
  job_id: number | null
  published: boolean
  at: GeneratedTime
}

export interface PublishedMetadataTable {
  company_id: number
  asset_id: number
  name: string
  type: string
  metadata: Json<Record<string, string>>
  published_at: GeneratedTime
}
