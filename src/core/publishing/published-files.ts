import type { Selectable } from 'kysely'
import type { Db } from '../tables.ts'
import type { CatalogueEntryTable } from './catalogue.table.ts'

export interface PublishedFile
  extends Pick<Selectable<CatalogueEntryTable>, 'asset_id' | 'name' | 'type' | 'path'> {
  readonly original_key: string
}

const filesOfPage = 500

/** The entries of a context that have a file, page by page: as many as there are, never all in memory. */
export async function* publishedFiles(
  db: Db,
  companyId: number,
  context: string,
): AsyncGenerator<readonly PublishedFile[]> {
  for (let after = 0; ; ) {
    const page = await db
      .selectFrom('catalogue_entry')
      .select(['asset_id', 'name', 'type', 'path', 'original_key'])
      .where('company_id', '=', companyId)
      .where('context', '=', context)
      .where('original_key', 'is not', null)
      .where('asset_id', '>', after)
      .$narrowType<{ original_key: string }>()
      .orderBy('asset_id')
      .limit(filesOfPage)
      .execute()
    const last = page.at(-1)
    if (!last) return
    yield page
    after = last.asset_id
  }
}
