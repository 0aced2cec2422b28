import { DarkroomError } from '../errors.ts'
import { say } from '../messages/messages.ts'
import type { Db, Tx } from '../tables.ts'
import { isFixedTag, isTagType } from './field-types.ts'
import { type MetadataUpdate, updatedValue } from './field-value.ts'
import type { StoredValue } from './metadata-field.table.ts'
import { appliesTo, fieldByHandle, type MetadataField } from './metadata-field.ts'
import { checkedTags } from './tags.ts'

/** An update with the field that it is about. */
export interface FieldUpdate {
  readonly field: MetadataField
  readonly update: MetadataUpdate
  /** What it is called in messages. */
  readonly path: string
}

/**
 * Looks up the fields of updates, and whether the values can be theirs. Throws `invalid-parameter` or `missing-parameter`
 * naming the update (`<path>/items[2]/...`).
 * @param first the number of the first of them
 */
export async function fieldUpdates(
  db: Db,
  companyId: number,
  updates: readonly MetadataUpdate[],
  path: string,
  first = 1,
): Promise<FieldUpdate[]> {
  const found: FieldUpdate[] = []
  for (const [i, update] of updates.entries()) {
    const at = `${path}/items[${first + i}]`
    const field = await fieldByHandle(db, companyId, update.fieldHandle, `${at}/fieldHandle`)
    updatedValue(field, update, undefined, at)
    found.push({ field, update, path: at })
  }
  return found
}

/**
 * Gives an asset the values of updates; open tag fields learn the tags that they do not know. Throws `invalid-parameter`
 * where a value can not be that of its field, or assets of the type have no such field.
 */
export async function setFieldValues(
  tx: Tx,
  asset: { readonly id: number; readonly type: string },
  updates: readonly FieldUpdate[],
): Promise<void> {
  for (const { field, update, path } of updates) {
    if (!appliesTo(field, asset.type))
      throw new DarkroomError(
        'invalid-parameter',
        say('fieldOfOtherAssets', {
          field: `${path}/fieldHandle`,
          name: field.name,
          expected: field.asset_type,
          type: asset.type,
        }),
        { field: `${path}/fieldHandle` },
      )
    const row = await tx
      .selectFrom('asset_field_value')
      .select('value')
      .where('asset_id', '=', asset.id)
      .where('field_id', '=', field.id)
      .forUpdate()
      .executeTakeFirst()
    await storeValue(tx, asset.id, field, updatedValue(field, update, row?.value, path))
  }
}

/** Takes the values of fields away from an asset. */
export async function clearFieldValues(tx: Tx, assetId: number, fieldIds: readonly number[]): Promise<void> {
  await tx
    .deleteFrom('asset_field_value')
    .where('asset_id', '=', assetId)
    .where((eb) => eb('field_id', '=', eb.fn.any(eb.val([...fieldIds]))))
    .execute()
}

async function storeValue(
  tx: Tx,
  assetId: number,
  field: MetadataField,
  value: StoredValue | undefined,
): Promise<void> {
  if (value === undefined) return await clearFieldValues(tx, assetId, [field.id])
  const stored = JSON.stringify(value)
  await tx
    .insertInto('asset_field_value')
    .values({ asset_id: assetId, field_id: field.id, value: stored })
    .onConflict((oc) => oc.columns(['asset_id', 'field_id']).doUpdateSet({ value: stored }))
    .execute()
  if (isTagType(field.field_type) && !isFixedTag(field.field_type) && Array.isArray(value))
    await learnTags(tx, field, value)
}

/** Most tags are known: the field's row is locked only for new ones. */
async function learnTags(tx: Tx, field: MetadataField, tags: readonly string[]): Promise<void> {
  if (tags.every((tag) => field.tags.includes(tag))) return
  const row = await tx
    .selectFrom('metadata_field')
    .select('tags')
    .where('id', '=', field.id)
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!row) return
  await tx
    .updateTable('metadata_field')
    .set({ tags: JSON.stringify(checkedTags([...row.tags, ...tags])) })
    .where('id', '=', field.id)
    .execute()
}
