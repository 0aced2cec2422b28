import { sql } from 'kysely'
import type { Db } from '../tables.ts'
import type { BrokenReason, ReferenceState } from './document.table.ts'
import { repositoryRoot } from './link-target.ts'
import type { ReferenceKind } from './parsed-document.ts'

/** One end of a use. */
export interface UseEnd {
  /** '/content/dam/Demo/a.dita'; of a target that is not there where it would be, empty when that is not known (a key). */
  readonly path: string
  /** 'GUID-' and a UUID; empty: it was never processed. */
  readonly uuid: string
}

/** One document's use of another file, whatever that is. */
export interface DocumentUse {
  readonly from: UseEnd
  readonly to: UseEnd
  readonly kind: ReferenceKind
  /** As it stands in the file. */
  readonly reference: string
  /** The first lines on which it does, from 1. */
  readonly lines: readonly number[]
  readonly state: ReferenceState
  /** Why it is broken; null: it is not. */
  readonly reason: BrokenReason | null
}

export interface UsesWanted {
  readonly companyId: number
  /** `from`: what documents at the place use. `to`: which other documents use what is at the place. */
  readonly direction: 'from' | 'to'
  /** An asset by its number, or everything below a folder ('Demo/x/'). */
  readonly place: { readonly assetId: number } | { readonly folder: string }
  /** Undefined: any. */
  readonly state: ReferenceState | undefined
  /** So many are passed over. */
  readonly offset: number
  readonly limit: number
}

/** Who uses whom, in the order of the documents' numbers and of the places in the file. What is in the trash uses nothing. */
export async function documentUses(db: Db, wanted: UsesWanted): Promise<DocumentUse[]> {
  const { companyId, direction, place, state, offset, limit } = wanted
  const end = sql.ref(direction === 'from' ? 'source' : 'target')
  const isAtPlace =
    'assetId' in place
      ? sql`${end}.id = ${place.assetId}::bigint`
      : sql`${end}.folder_id in (
          select id from folder where company_id = ${companyId}
            and path collate "C" >= ${place.folder} and path collate "C" < ${`${place.folder.slice(0, -1)}0`})`
  const { rows } = await sql<DocumentUse>`
    select
      jsonb_build_object('path', ${repositoryRoot}::text || source_folder.path || source.file_name,
        'uuid', coalesce('GUID-' || source_document.guid, '')) as from,
      jsonb_build_object('path', coalesce(${repositoryRoot}::text || coalesce(target_folder.path || target.file_name,
        nullif(reference.target_path, '')), ''),
        'uuid', coalesce('GUID-' || target_document.guid, target_known.guid, '')) as to,
      reference.kind, reference.raw as reference, reference.lines, reference.state, reference.reason
    from document_reference as reference
    join asset as source on source.id = reference.from_asset
    join folder as source_folder on source_folder.id = source.folder_id
    left join document as source_document on source_document.asset_id = source.id
    left join asset as target on target.id = reference.target_asset
    left join folder as target_folder on target_folder.id = target.folder_id
    left join document as target_document on target_document.asset_id = target.id
    left join processed_asset as target_known on target_known.asset_id = target.id
    where reference.company_id = ${companyId} and source.trash_state = 'NotInTrash' and ${isAtPlace}
      and (${direction} = 'from' or reference.from_asset <> reference.target_asset)
      and (${state ?? null}::text is null or reference.state = ${state ?? null})
    order by reference.from_asset, reference.position
    limit ${limit} offset ${offset}`.execute(db)
  return rows
}
