import type { Selectable } from 'kysely'
import type { Db } from '../tables.ts'
import type { CatalogueEntryTable } from './catalogue.table.ts'

export type PublishedFile = Pick<
  Selectable<CatalogueEntryTable>,
  'asset_id' | 'name' | 'type' | 'path' | 'original_key'
>

const filesOfPage = 500

/** The entries of a context, page by page: as many as there are, never all in memory. */
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
      .where('asset_id', '>', after)
      .orderBy('asset_id')
      .limit(filesOfPage)
      .execute()
    const last = page.at(-1)
    if (!last) return
    yield page
    after = last.asset_id
  }
}
