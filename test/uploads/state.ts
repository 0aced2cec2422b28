import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { TestApp } from '../support/app.ts'
import { elements, soap, textOf } from '../support/soap.ts'

/** What a server holds; equal before and after a POST that left no trace. */
export interface Traces {
  readonly staged: number
  readonly blobs: number
  readonly jobs: number
  readonly items: number
}

/** Counts files in staging, stored files, jobs and their items. */
export async function traces({ app, dataFolder }: TestApp): Promise<Traces> {
  const files = join(dataFolder, 'files')
  const count = async (table: 'job' | 'job_item') =>
    (await app.db.selectFrom(table).select('id').execute()).length
  const blobs = await readdir(join(files, 'blobs'), { recursive: true, withFileTypes: true })
  return {
    staged: (await readdir(join(files, 'staging'))).length,
    blobs: blobs.filter((entry) => entry.isFile()).length,
    jobs: await count('job'),
    items: await count('job_item'),
  }
}

export interface SeenAsset {
  readonly folder: string
  readonly fileName: string
  readonly metadata: Readonly<Record<string, string>>
}

/** The assets of the company Demo that have the name, as the web service shows them. */
export async function assetsNamed(url: string, name: string): Promise<SeenAsset[]> {
  const { body } = await soap(url, {
    operation: 'getAssetsByName',
    param: `<companyHandle>c|1</companyHandle><nameArray><items>${name}</items></nameArray>`,
  })
  const assets = elements(body, 'assetArray')[0]
  return (assets?.children ?? []).map((asset) => ({
    folder: textOf(asset, 'folder') ?? '',
    fileName: textOf(asset, 'fileName') ?? '',
    metadata: Object.fromEntries(
      elements(asset, 'metadataArray')
        .flatMap((array) => array.children)
        .map((entry) => [textOf(entry, 'name') ?? '', textOf(entry, 'value') ?? '']),
    ),
  }))
}

/** The number at the end of a job handle. */
export function jobIdOf(jobHandle: string): number {
  return Number(jobHandle.split('|').at(-1))
}

/** The only asset of that name, as the database has it. */
export async function assetRow({ app }: TestApp, name: string) {
  return await app.db
    .selectFrom('asset')
    .selectAll()
    .$narrowType<{ original_key: string }>()
    .where('name', '=', name)
    .executeTakeFirstOrThrow()
}
