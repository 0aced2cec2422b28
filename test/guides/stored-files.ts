import { ensureFolder } from '../../src/core/assets/folder.ts'
import { assetNameOf } from '../../src/core/assets/target-path.ts'
import type { BlobStore } from '../../src/core/ports.ts'
import type { Db } from '../../src/core/tables.ts'

export interface StoredFile {
  /** 'Demo/docs/a.dita' */
  readonly path: string
  readonly bytes: Buffer | string
  readonly mimeType?: string
  readonly createdAt?: Date
}

/** Puts files into a company as assets, as uploads leave them, without processing them. Returns their numbers, in order. */
export async function storeFiles(
  { db, blobs }: { readonly db: Db; readonly blobs: BlobStore },
  files: readonly StoredFile[],
  companyId = 1,
): Promise<number[]> {
  const ids: number[] = []
  const folders = new Map<string, number>()
  for (const { path, bytes, mimeType = 'application/octet-stream', createdAt = new Date() } of files) {
    const slash = path.lastIndexOf('/') + 1
    const folder = path.slice(0, slash)
    const folderId = folders.get(folder) ?? (await ensureFolder(db, companyId, folder))
    folders.set(folder, folderId)
    const staged = await blobs.stage(
      (async function* () {
        yield Buffer.from(bytes)
      })(),
    )
    const { key, size } = await staged.commit()
    const fileName = path.slice(slash)
    const { id } = await db
      .insertInto('asset')
      .values({
        company_id: companyId,
        folder_id: folderId,
        name: assetNameOf(fileName),
        file_name: fileName,
        type: 'Asset',
        served_as: 'content',
        ready_for_publish: true,
        original_key: key,
        size,
        mime_type: mimeType,
        created_at: createdAt,
        created_by: 1,
        modified_by: 1,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    ids.push(id)
  }
  return ids
}
