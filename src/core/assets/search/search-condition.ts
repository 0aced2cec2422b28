import { type RawBuilder, sql } from 'kysely'
import { DarkroomError } from '../../errors.ts'
import { likeLiteral } from '../../like-literal.ts'
import type { Db } from '../../tables.ts'
import { keyValues } from './search-key.ts'

/** A comparison of texts (IPS MetadataCondition). */
export interface TextCondition {
  /** What `keyValues` takes, or `words`: the words on the asset's picture. */
  readonly key: string
  readonly op: string
  /** One of them is enough; with a negative operator none may match. */
  readonly values: readonly string[]
  readonly caseSensitive: boolean
}

const positive = {
  Equals: (text: string) => text,
  Contains: (text: string) => `%${text}%`,
  StartsWith: (text: string) => `${text}%`,
  EndsWith: (text: string) => `%${text}`,
} as const
type Positive = keyof typeof positive

const negative: Readonly<Record<string, Positive>> = { NotEquals: 'Equals', NotContains: 'Contains' }

const wordsKey = 'words'
const wordOperators: readonly string[] = ['Contains', 'NotContains']

/** Conditions of one search at most. */
export const maxConditions = 100
/** Values of all conditions of one search at most: each is compared with each asset. */
export const maxValues = 1_000

/**
 * The condition on rows of `asset`. An asset without a value under the key passes only the negative operators. `words`
 * knows Contains and NotContains, and finds whole words in any case: all those of a value. Throws `invalid-parameter`, naming `path`.
 */
export async function textCondition(
  db: Db,
  companyId: number,
  condition: TextCondition,
  path: string,
): Promise<RawBuilder<boolean>> {
  const { key, op, values, caseSensitive } = condition
  const isNegative = Object.hasOwn(negative, op)
  const comparison = negative[op] ?? op
  const allowed = key === wordsKey ? wordOperators : [...Object.keys(positive), ...Object.keys(negative)]
  if (!allowed.includes(op) || !isPositive(comparison))
    throw new DarkroomError(
      'invalid-parameter',
      `${path}/op is "${op.slice(0, 80)}"; expected one of ${allowed.join(', ')}.`,
      { field: `${path}/op` },
    )
  const matches =
    key === wordsKey
      ? onPicture(values)
      : sql<boolean>`exists (select 1 from (${await keyValues(db, companyId, key, `${path}/fieldHandle`)}) as of_key
          where of_key.v ${sql.raw(caseSensitive ? 'like' : 'ilike')}
            any(${values.map((value) => positive[comparison](likeLiteral(value)))}::text[]))`
  return isNegative ? sql`not ${matches}` : matches
}

function onPicture(values: readonly string[]): RawBuilder<boolean> {
  return sql`exists (select 1 from asset_words, unnest(${[...values]}::text[]) as wanted
    where asset_words.asset_id = asset.id and asset_words.search @@ plainto_tsquery('simple', wanted))`
}

function isPositive(op: string): op is Positive {
  return Object.hasOwn(positive, op)
}
