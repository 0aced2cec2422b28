import type { ColumnType, Generated, JSONColumnType, Kysely, Transaction } from 'kysely'
import type {
  AccessTokenTable,
  CompanyMemberTable,
  CompanyTable,
  UserAccountTable,
} from './accounts/accounts.table.ts'
import type { AssetGenerationTable, AssetTable, FolderTable, SetMemberTable } from './assets/asset.table.ts'
import type { AssetWordsTable } from './assets/asset-words.ts'
import type { ImageMapTable } from './assets/image-map.table.ts'
import type {
  DocumentCheckTable,
  DocumentKeyTable,
  DocumentReferenceTable,
  DocumentTable,
} from './documents/document.table.ts'
import type { ExportEntryTable, ExportFileTable } from './exports/export.table.ts'
import type {
  ProcessedAssetTable,
  ProcessingLogTable,
  ProcessingRunTable,
  ProcessingTable,
  StatusRequestTable,
} from './guides/processing.table.ts'
import type { JobItemTable, JobLogTable, JobTable, JobTallyTable } from './jobs/job.table.ts'
import type {
  AssetFieldValueTable,
  AssetXmpTable,
  MetadataFieldTable,
} from './metadata/metadata-field.table.ts'
import type { ProjectAssetTable, ProjectTable } from './projects/project.table.ts'
import type { PropertySetTable, PropertySetTypeTable } from './property-sets/property-set.table.ts'
import type { CatalogueEntryTable } from './publishing/catalogue.table.ts'
import type {
  PublishContextTable,
  PublishedMetadataTable,
  PublishHistoryTable,
} from './publishing/publishing.table.ts'
import type { JobScheduleTable } from './schedules/schedule.table.ts'
import type { GeneratedSetTable } from './sets/generated-set.table.ts'

/** Every table, by its name in the database. Each concept declares its own row types. */
export interface Tables {
  company: CompanyTable
  user_account: UserAccountTable
  company_member: CompanyMemberTable
  folder: FolderTable
  asset: AssetTable
  asset_generation: AssetGenerationTable
  set_member: SetMemberTable
  asset_words: AssetWordsTable
  image_map: ImageMapTable
  document: DocumentTable
  document_reference: DocumentReferenceTable
  document_key: DocumentKeyTable
  document_check: DocumentCheckTable
  access_token: AccessTokenTable
  processing: ProcessingTable
  processing_run: ProcessingRunTable
  processing_log: ProcessingLogTable
  processed_asset: ProcessedAssetTable
  status_request: StatusRequestTable
  job: JobTable
  job_item: JobItemTable
  job_tally: JobTallyTable
  job_log: JobLogTable
  job_schedule: JobScheduleTable
  catalogue_entry: CatalogueEntryTable
  publish_context: PublishContextTable
  publish_history: PublishHistoryTable
  published_metadata: PublishedMetadataTable
  property_set_type: PropertySetTypeTable
  property_set: PropertySetTable
  project: ProjectTable
  project_asset: ProjectAssetTable
  metadata_field: MetadataFieldTable
  asset_field_value: AssetFieldValueTable
  asset_xmp: AssetXmpTable
  generated_set: GeneratedSetTable
  export_entry: ExportEntryTable
  export_file: ExportFileTable
}

export type Db = Kysely<Tables>
export type Tx = Transaction<Tables>

/** A timestamptz that the database fills in when it is left out. */
export type GeneratedTime = ColumnType<Date, Date | undefined, Date>
/** A jsonb column: read as a value, written as its JSON text. */
export type Json<T extends object> = JSONColumnType<T>
export type NullableJson<T extends object> = ColumnType<T | null, string | null | undefined, string | null>
/** A jsonb column with a default in the database. */
export type GeneratedJson<T extends object> = ColumnType<T, string | undefined, string>
export type { Generated }
