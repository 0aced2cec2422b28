import type { Asset } from '../../src/core/assets/same-asset.ts'
import type { TestApp } from '../support/app.ts'
import { jobEnded } from '../support/soap.ts'
import { type Upload, uploaded } from '../support/upload.ts'

/** An asset that has a file. */
export type StoredFile = Asset & { readonly original_key: string }

/** Uploads files in one job and waits for its end. Throws when one of them did not become an asset. */
export async function uploadAll({ url }: TestApp, upload: Upload): Promise<void> {
  const { counts } = await jobEnded(url, await uploaded(url, { jobName: 'files', endJob: true, ...upload }))
  if (counts.success + counts.update !== upload.files?.length) throw new Error(JSON.stringify(counts))
}

/** The newest asset of the first company that has that file name. */
export async function assetNamed({ app }: TestApp, fileName: string): Promise<StoredFile> {
  return await app.db
    .selectFrom('asset')
    .selectAll()
    .$narrowType<{ original_key: string }>()
    .where('company_id', '=', 1)
    .where('file_name', '=', fileName)
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
}

/** Handles of the assets of these file names, as the items of an array in a job. */
export async function handles(darkroom: TestApp, ...fileNames: readonly string[]): Promise<string> {
  const assets = await Promise.all(fileNames.map(async (name) => await assetNamed(darkroom, name)))
  return assets.map(({ id }) => `<items>a|${id}</items>`).join('')
}

/** Gives another company an asset of its own, a copy of one of the first company, and returns its handle. */
export async function strangersAsset(darkroom: TestApp, fileName: string): Promise<string> {
  const { app } = darkroom
  const { id: _, ...asset } = await assetNamed(darkroom, fileName)
  const company = await app.db
    .insertInto('company')
    .values({ name: 'Stranger', root_folder: 'Stranger/' })
    .returning('id')
    .executeTakeFirstOrThrow()
  const folder = await app.db
    .insertInto('folder')
    .values({ company_id: company.id, path: 'Stranger/' })
    .returning('id')
    .executeTakeFirstOrThrow()
  const copy = await app.db
    .insertInto('asset')
    .values({
      ...asset,
      company_id: company.id,
      folder_id: folder.id,
      image: JSON.stringify(asset.image),
      crop: JSON.stringify(asset.crop),
      derived: JSON.stringify(asset.derived),
      processing: JSON.stringify(asset.processing),
      metadata: JSON.stringify(asset.metadata),
      smart_crops: JSON.stringify(asset.smart_crops),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return `a|${copy.id}`
}

/** The log lines of an ended job that are no part of its frame, as `<type> <message>`. */
export function told(lines: readonly { type: string; message: string }[]): string[] {
  const frame = /^(Begin|End)|^(OriginalJobName|JobClient|TotalFileCount)$/
  return lines.filter(({ type }) => !frame.test(type)).map(({ type, message }) => `${type} ${message}`)
}
