import type { Selectable } from 'kysely'
import { isStorable } from '../storable-text.ts'
import type { Db } from '../tables.ts'
import type { CatalogueEntryTable } from './catalogue.table.ts'

export type CatalogueEntry = Selectable<CatalogueEntryTable>

/** An entry that has a file. */
export type PublishedOriginal = CatalogueEntry & { readonly original_key: string }

/** The company of a delivery URL: its root folder without the slash. */
export interface PublishedCompany {
  readonly id: number
  readonly default_image: string | null
}

export async function publishedCompany(db: Db, root: string): Promise<PublishedCompany | undefined> {
  if (!isStorable(root)) return undefined
  return await db
    .selectFrom('company')
    .select(['id', 'default_image'])
    .where('root_folder', '=', `${root}/`)
    .executeTakeFirst()
}

/** The published picture of that asset name. */
export async function publishedImage(
  db: Db,
  companyId: number,
  name: string,
): Promise<CatalogueEntry | undefined> {
  if (!isStorable(name)) return undefined
  return await db
    .selectFrom('catalogue_entry')
    .selectAll()
    .where('company_id', '=', companyId)
    .where('context', '=', 'ImageServing')
    .where('served_as', '=', 'image')
    .where('name', '=', name)
    .executeTakeFirst()
}

/**
 * The published file of that path below the company's root ('manuals/a.pdf'), else, as Image Serving names static
 * content, the newest one whose asset name it is ('a'). Videos are files too.
 */
export async function publishedFile(
  db: Db,
  companyId: number,
  path: string,
): Promise<PublishedOriginal | undefined> {
  if (!isStorable(path)) return undefined
  return await db
    .selectFrom('catalogue_entry')
    .selectAll()
    .where('company_id', '=', companyId)
    .where('context', 'in', ['ImageServing', 'Video'])
    .where('original_key', 'is not', null)
    .$narrowType<{ original_key: string }>()
    .where((eb) => eb.or([eb('path', '=', path), eb('name', '=', path)]))
    .orderBy((eb) => eb('path', '=', path), 'desc')
    .orderBy('modified_at', 'desc')
    .executeTakeFirst()
}
