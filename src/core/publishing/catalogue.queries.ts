import type { Selectable } from 'kysely'
import { isStorable } from '../storable-text.ts'
import type { Db } from '../tables.ts'
import type { CatalogueEntryTable } from './catalogue.table.ts'
import { asSmartCrop, type PublishedImage } from './smart-crop-entry.ts'

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

/**
 * The published picture, set or template of that asset name; of a video, the frame that stands for it. For `<asset name>:<crop name>` it is that smart
 * crop of the picture, as Dynamic Media names them.
 */
export async function publishedImage(
  db: Db,
  companyId: number,
  name: string,
): Promise<PublishedImage | undefined> {
  const exact = await imageNamed(db, companyId, name)
  const ownerName = ownerOf(name)
  if (exact || ownerName === undefined) return exact
  const owner = await imageNamed(db, companyId, ownerName)
  return owner && asSmartCrop(owner, name.slice(ownerName.length + 1))
}

async function imageNamed(db: Db, companyId: number, name: string): Promise<CatalogueEntry | undefined> {
  if (!isStorable(name)) return undefined
  return await pictures(db, companyId).where('name', '=', name).executeTakeFirst()
}

/** Entries that /is/image shows, those to prefer first. */
function pictures(db: Db, companyId: number) {
  return db
    .selectFrom('catalogue_entry')
    .selectAll()
    .where('company_id', '=', companyId)
    .where('context', 'in', ['ImageServing', 'Video'])
    .where('served_as', '<>', 'content')
    .orderBy('context')
    .orderBy('modified_at', 'desc')
}

/** What `publishedImage` finds for each of the names, in one query; those that are not published are absent. */
export async function publishedImages(
  db: Db,
  companyId: number,
  names: readonly string[],
): Promise<ReadonlyMap<string, PublishedImage>> {
  const found = new Map<string, PublishedImage>()
  const wanted = new Set(names.filter(isStorable).flatMap((name) => [name, ownerOf(name) ?? name]))
  if (wanted.size === 0) return found
  const entries = await pictures(db, companyId)
    .where('name', 'in', [...wanted])
    .execute()
  const named = (name: string) => entries.find((entry) => entry.name === name)
  for (const name of names) {
    const owner = ownerOf(name)
    const cropped = owner === undefined ? undefined : named(owner)
    const entry = named(name) ?? (cropped && asSmartCrop(cropped, name.slice((owner ?? '').length + 1)))
    if (entry) found.set(name, entry)
  }
  return found
}

function ownerOf(name: string): string | undefined {
  const colon = name.lastIndexOf(':')
  return colon > 0 ? name.slice(0, colon) : undefined
}

/** Published entries of assets, by the assets' numbers, as far as image and video server have them. */
export async function publishedAssets(
  db: Db,
  companyId: number,
  assetIds: readonly number[],
): Promise<ReadonlyMap<number, CatalogueEntry>> {
  if (assetIds.length === 0) return new Map()
  const entries = await db
    .selectFrom('catalogue_entry')
    .selectAll()
    .where('company_id', '=', companyId)
    .where('context', 'in', ['ImageServing', 'Video'])
    .where((eb) => eb('asset_id', '=', eb.fn.any(eb.val([...assetIds]))))
    .execute()
  return new Map(entries.map((entry) => [entry.asset_id, entry]))
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
    // The manifests of an adaptive set are made at one time: of them HLS (.m3u8 before .mpd).
    .orderBy('path')
    .executeTakeFirst()
}
