import { CompiledQuery } from 'kysely'
import type { Tables, Tx } from './tables.ts'

/** A value of a row; JSON is given as its text. Texts must not hold a NUL. */
export type Copied = string | number | boolean | null | undefined | readonly (string | number)[]

/** Values by the names of their columns, the same columns in each row. */
export type CopiedRow<Table extends keyof Tables> = Readonly<
  Partial<Record<keyof Tables[Table] & string, Copied>>
>

/** What ends a value or a row, and what says so of others. */
const special = /[\\\n\r\t]/g
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/**
 * Adds rows by COPY, which costs the database half of what an insert does; there is no "on conflict" and no answer. The columns are those of the first
 * row; in the others too, null and undefined are null.
 */
export async function copyRows<Table extends keyof Tables & string>(
  tx: Tx,
  table: Table,
  rows: readonly CopiedRow<Table>[],
): Promise<void> {
  const [first] = rows
  if (first === undefined) return
  const columns = Object.keys(first) as (keyof Tables[Table] & string)[]
  let text = ''
  for (const row of rows) {
    let separator = ''
    for (const column of columns) {
      text += separator + copyText(row[column])
      separator = '\t'
    }
    text += '\n'
  }
  await tx.executeQuery(CompiledQuery.raw(`copy ${table} (${columns.join(', ')}) from stdin`, [text]))
}

/** A value in the text format of COPY. */
function copyText(value: Copied): string {
  if (typeof value === 'string') return escaped(value)
  if (value === undefined || value === null) return '\\N'
  if (typeof value === 'object') return escaped(arrayText(value))
  return String(value)
}

function escaped(text: string): string {
  return text.replaceAll(special, (one) => escapes[one] as string)
}

function arrayText(values: readonly (string | number)[]): string {
  let text = '{'
  for (const value of values) {
    if (text.length > 1) text += ','
    text += typeof value === 'number' ? String(value) : `"${value.replaceAll(/["\\]/g, '\\$&')}"`
  }
  return `${text}}`
}
