export interface ExportEntryTable {
  item_id: number
  job_id: number
  path: string
  blob_key: string
  made: boolean
  size: number
  modified_at: Date
}

export interface ExportFileTable {
  job_id: number
  company_id: number
  token: string
  file_name: string
  blob_key: string
  size: number
  expires_at: Date
}
