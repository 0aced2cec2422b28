import { sql } from 'kysely'
import sharp from 'sharp'
import type { ServedAs } from '../../../src/core/assets/asset.table.ts'
import { insertAsset } from '../../../src/core/assets/store-asset.ts'
import { replaceSetMembers } from '../../../src/core/sets/set-members.ts'
import type { TestApp } from '../../support/app.ts'

/** Red, green, blue and alpha, 0 to 255. */
export type Pixel = readonly [number, number, number, number]

/** An RGBA PNG whose pixels `at` gives. */
export async function pngOf(
  width: number,
  height: number,
  at: (x: number, y: number) => Pixel,
): Promise<Buffer> {
  const data = Buffer.alloc(4 * width * height)
  for (let y = 0, to = 0; y < height; y++) for (let x = 0; x < width; x++, to += 4) data.set(at(x, y), to)
  return await sharp(data, { raw: { width, height, channels: 4 } })
    .png()
    .toBuffer()
}

/** A delivered picture with all its pixels. */
export class Delivered {
  readonly width: number
  readonly height: number
  readonly #data: Buffer

  constructor(data: Buffer, width: number, height: number) {
    this.#data = data
    this.width = width
    this.height = height
  }

  static async of(bytes: Buffer): Promise<Delivered> {
    const { data, info } = await sharp(bytes)
      .toColourspace('srgb')
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true })
    return new Delivered(data, info.width, info.height)
  }

  at(x: number, y: number): Pixel {
    const start = 4 * (y * this.width + x)
    const [r = 0, g = 0, b = 0, alpha = 0] = this.#data.subarray(start, start + 4)
    return [r, g, b, alpha]
  }

  /** The largest difference to what each pixel should be; colors count as much as there is of them. */
  furthestFrom(expected: (x: number, y: number) => Pixel): number {
    let furthest = 0
    for (let y = 0; y < this.height; y++)
      for (let x = 0; x < this.width; x++) {
        const got = this.at(x, y)
        const want = expected(x, y)
        const weight = Math.max(got[3], want[3]) / 255
        for (const c of [0, 1, 2] as const) furthest = Math.max(furthest, weight * Math.abs(got[c] - want[c]))
        furthest = Math.max(furthest, Math.abs(got[3] - want[3]))
      }
    return furthest
  }
}

export interface NewAsset {
  readonly name: string
  readonly type: string
  readonly subType?: string
  readonly servedAs: ServedAs
  readonly definition?: string
  /** Names of the members of a set. */
  readonly members?: readonly string[]
  /** Those of them that stand on the page of the one before. */
  readonly samePage?: readonly string[]
}

/** Makes a set or template of the company Demo, marked for publish, as processors and set scripts do. */
export async function madeAsset({ app }: TestApp, made: NewAsset): Promise<number> {
  return await app.db.transaction().execute(async (tx) => {
    const { folder_id, created_by } = await tx
      .selectFrom('asset')
      .select(['folder_id', 'created_by'])
      .orderBy('id')
      .limit(1)
      .executeTakeFirstOrThrow()
    const { id } = await insertAsset(tx, {
      companyId: 1,
      folderId: folder_id,
      fileName: made.name,
      name: made.name,
      userId: created_by,
      crop: null,
      readyForPublish: true,
      content: {
        type: made.type,
        ...(made.subType !== undefined && { subType: made.subType }),
        servedAs: made.servedAs,
        originalKey: null,
        size: 0,
        mimeType: '',
        image: null,
        derived: {},
        processing: { createMask: false, xmpKeywords: [] },
        metadata: {},
        ...(made.definition !== undefined && { definition: made.definition }),
      },
    })
    const ids = await Promise.all((made.members ?? []).map(async (name) => await idOf(tx, name)))
    await replaceSetMembers(
      tx,
      id,
      ids.map((assetId, i) => ({
        assetId,
        pageReset: !made.samePage?.includes(made.members?.[i] ?? ''),
      })),
    )
    return id
  })
}

async function idOf(db: TestApp['app']['db'], name: string): Promise<number> {
  const { id } = await db
    .selectFrom('asset')
    .select('id')
    .where('name', '=', name)
    .where('trash_state', '=', 'NotInTrash')
    .executeTakeFirstOrThrow()
  return id
}

/** Takes an asset out of what is marked for publish, or puts it back. */
export async function mark({ app }: TestApp, name: string, ready: boolean): Promise<void> {
  await app.db
    .updateTable('asset')
    .set({ ready_for_publish: ready, modified_at: sql<Date>`now()` })
    .where('name', '=', name)
    .execute()
}
