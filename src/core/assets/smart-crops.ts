import { sql } from 'kysely'
import { DarkroomError } from '../errors.ts'
import type { Db } from '../tables.ts'
import type { SmartCrop } from './asset.table.ts'

/** The image whose smart crops are to be changed, and who does it. */
export interface SmartCropOwner {
  readonly companyId: number
  readonly assetId: number
  readonly userId: number
}

/** Parts of the whole upright picture, 0 to 1. */
export type SmartCropRect = Pick<SmartCrop, 'x' | 'y' | 'w' | 'h'>

/** How far the edges may lie outside of the picture: what rounding does to numbers of a client. */
const slack = 1e-6

/**
 * Gives an image a smart crop more; delivered with the next publish. Throws `invalid-parameter` for a name or size that can't be
 * served, a rectangle that is not inside of the picture, and an asset that is no image of the company; `conflict` when it has one of that name.
 */
export async function addSmartCrop(db: Db, owner: SmartCropOwner, crop: SmartCrop): Promise<SmartCrop> {
  const added = { ...crop, name: crop.name.trim(), ...insidePicture(crop) }
  checkSmartCrop(added)
  await change(db, owner, (crops) => {
    if (crops.some(({ name }) => name === added.name))
      throw new DarkroomError('conflict', `cropName: the image has a smart crop '${added.name}' already.`, {
        field: 'cropName',
      })
    return [...crops, added]
  })
  return added
}

/** Moves a smart crop. Throws like `addSmartCrop`, and `invalid-parameter` when there is none of that name. */
export async function moveSmartCrop(
  db: Db,
  owner: SmartCropOwner,
  name: string,
  rect: SmartCropRect,
): Promise<void> {
  const moved = insidePicture(rect)
  await change(db, owner, (crops) => {
    requireName(crops, name)
    return crops.map((crop) => (crop.name === name ? { ...crop, ...moved } : crop))
  })
}

/** Takes a smart crop away. Throws `invalid-parameter` when there is none of that name. */
export async function removeSmartCrop(db: Db, owner: SmartCropOwner, name: string): Promise<void> {
  await change(db, owner, (crops) => {
    requireName(crops, name)
    return crops.filter((crop) => crop.name !== name)
  })
}

/** The longest side of a smart crop, in pixels. */
export const maxCropSide = 100_000
export const maxCropNameLength = 255

/**
 * Throws `invalid-parameter` unless sides are from 1 on and the name can stand behind `<asset name>:` in a URL. `field` goes in front
 * of the names of the fields, as the client knows them.
 */
export function checkSmartCrop(
  { name, width, height }: Pick<SmartCrop, 'name' | 'width' | 'height'>,
  fields: { readonly name: string; readonly width: string; readonly height: string } = {
    name: 'cropName',
    width: 'cropWidth',
    height: 'cropHeight',
  },
): void {
  for (const [side, pixels] of [
    [fields.width, width],
    [fields.height, height],
  ] as const)
    if (!Number.isInteger(pixels) || pixels < 1 || pixels > maxCropSide)
      throw bad(side, String(pixels), `a whole number of pixels from 1 to ${maxCropSide}`)
  const wanted = name.trim()
  if (wanted === '' || wanted.length > maxCropNameLength || /[:/\p{Cc}]/u.test(wanted))
    throw bad(
      fields.name,
      name,
      `1 to ${maxCropNameLength} characters without ':', '/' and control characters`,
    )
}

function insidePicture({ x, y, w, h }: SmartCropRect): SmartCropRect {
  const fits = (start: number, size: number) => start >= -slack && size > 0 && start + size <= 1 + slack
  if (!fits(x, w) || !fits(y, h))
    throw bad(
      'cropRect',
      `${x},${y},${w},${h}`,
      'a rectangle inside of the image, in parts of it from 0 to 1',
    )
  const left = Math.max(0, x)
  const top = Math.max(0, y)
  return { x: left, y: top, w: Math.min(w, 1 - left), h: Math.min(h, 1 - top) }
}

function requireName(crops: readonly SmartCrop[], wanted: string): void {
  if (crops.some(({ name }) => name === wanted)) return
  throw new DarkroomError(
    'invalid-parameter',
    `subAssetHandle: the image has no smart crop '${wanted.slice(0, 80)}'.`,
    { field: 'subAssetHandle' },
  )
}

async function change(
  db: Db,
  { companyId, assetId, userId }: SmartCropOwner,
  changed: (crops: readonly SmartCrop[]) => readonly SmartCrop[],
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const asset = await tx
      .selectFrom('asset')
      .select('smart_crops')
      .where('id', '=', assetId)
      .where('company_id', '=', companyId)
      .where('trash_state', '=', 'NotInTrash')
      .where('image', 'is not', null)
      .forUpdate()
      .executeTakeFirst()
    if (!asset)
      throw new DarkroomError(
        'invalid-parameter',
        `ownerHandle: a|${assetId} names no image of the company.`,
        {
          field: 'ownerHandle',
        },
      )
    await tx
      .updateTable('asset')
      .set({
        smart_crops: JSON.stringify(changed(asset.smart_crops)),
        version: sql<number>`version + 1`,
        modified_at: sql<Date>`now()`,
        modified_by: userId,
      })
      .where('id', '=', assetId)
      .execute()
  })
}

function bad(field: string, value: string, expected: string): DarkroomError {
  return new DarkroomError(
    'invalid-parameter',
    `${field} is "${value.slice(0, 80)}"; expected ${expected}.`,
    { field },
  )
}
