import { type RawBuilder, sql } from 'kysely'

/** Which types of assets are wanted. */
export interface TypeFilter {
  /** Empty: every type. */
  readonly types: readonly string[]
  readonly excludeTypes: readonly string[]
  /** Empty: every subtype, and none. */
  readonly subTypes: readonly string[]
  /** False: assets without a subtype pass the filter by subtype. */
  readonly strictSubType: boolean
}

/** The condition on rows of `asset`. Each list is one parameter, so it may be long. */
export function ofTypes({ types, excludeTypes, subTypes, strictSubType }: TypeFilter): RawBuilder<boolean> {
  const conditions: RawBuilder<boolean>[] = [sql`true`]
  if (types.length > 0) conditions.push(sql`asset.type = any(${[...types]})`)
  if (excludeTypes.length > 0) conditions.push(sql`asset.type <> all(${[...excludeTypes]})`)
  if (subTypes.length > 0) {
    const named = sql<boolean>`asset.sub_type = any(${[...subTypes]})`
    conditions.push(strictSubType ? named : sql`(asset.sub_type is null or ${named})`)
  }
  return sql`(${sql.join(conditions, sql` and `)})`
}
