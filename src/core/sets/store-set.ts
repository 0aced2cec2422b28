import { sql } from 'kysely'
import { freeFileName } from '../assets/free-file-name.ts'
import type { Asset } from '../assets/same-asset.ts'
import { insertAsset, lockAssetName } from '../assets/store-asset.ts'
import type { Tx } from '../tables.ts'
import type { SetType } from './set-types.ts'

export interface NewSet {
  readonly companyId: number
  readonly folderId: number
  /** Wanted; `-1`, `-2`, ... is added where it is taken. */
  readonly name: string
  readonly type: SetType
  /** Absent: none. */
  readonly subType?: string
  readonly userId: number
  readonly readyForPublish: boolean
}

/** Makes an asset of a set without members. */
export async function createSet(tx: Tx, set: NewSet): Promise<Asset> {
  await lockAssetName(tx, set.companyId, set.name)
  return await insertAsset(tx, {
    companyId: set.companyId,
    folderId: set.folderId,
    fileName: await freeFileName(tx, set.folderId, set.name),
    name: set.name,
    userId: set.userId,
    crop: null,
    readyForPublish: set.readyForPublish,
    content: {
      type: set.type,
      ...(set.subType !== undefined && { subType: set.subType }),
      servedAs: 'set',
      originalKey: null,
      size: 0,
      mimeType: '',
      image: null,
      derived: {},
      processing: { createMask: false, xmpKeywords: [] },
      metadata: {},
    },
  })
}

/** A set was changed: its next version is published. */
export async function touchSet(tx: Tx, setId: number, userId: number): Promise<Asset> {
  return await tx
    .updateTable('asset')
    .set({ version: sql<number>`version + 1`, modified_at: sql<Date>`now()`, modified_by: userId })
    .where('id', '=', setId)
    .returningAll()
    .executeTakeFirstOrThrow()
}
