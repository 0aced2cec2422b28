import { createHash } from 'node:crypto'
import { finished } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'

/** Statements that one connection keeps planned; further ones are planned each time. */
const maxPrepared = 300
/** Statements without parameters that one connection has seen once, and would plan ahead the next time. */
const maxSeenOnce = 300
/** Without parameters: what can be planned. A semicolon may part several statements, which can't be planned as one. */
const plannable = /^\s*(?:with|select|insert|update|delete)\b[^;]*$/i
const copying = /^\s*copy\b.*\bfrom\s+stdin\s*$/is

type Query = (...parameters: unknown[]) => unknown

/**
 * A connection on which PostgreSQL parses and plans a statement once instead of each time: statements are few and run often,
 * and planning was most of their cost. One with parameters is prepared with its first use; one without, which may be a text
 * made for this moment, with its second. Names are made from the text, so that they mean the same on every connection, also
 * behind a pooler. The one parameter of a `copy ... from stdin` is the text of its rows.
 */
export class PreparingClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config)
    const names = new Map<string, string>()
    const seenOnce = new Set<string>()
    const query: Query = this.query.bind(this) as Query
    const isPrepared = (text: string, values: readonly unknown[]) => {
      if (names.has(text)) return true
      if (names.size >= maxPrepared) return false
      if (values.length > 0) return true
      if (!plannable.test(text)) return false
      if (seenOnce.delete(text)) return true
      if (seenOnce.size < maxSeenOnce) seenOnce.add(text)
      return false
    }
    const prepared: Query = (text, values, ...rest) => {
      if (typeof text !== 'string' || (values !== undefined && !Array.isArray(values)))
        return query(text, values, ...rest)
      const given = values ?? []
      if (given.length === 1 && copying.test(text)) return copied(query, text, String(given[0]))
      if (!isPrepared(text, given)) return query(text, values, ...rest)
      const name = names.get(text) ?? nameOf(text)
      names.set(text, name)
      return query({ text, values: given, name }, ...rest)
    }
    // The type of `query` is a list of overloads that can not be overridden one by one.
    Object.assign(this, { query: prepared })
  }
}

async function copied(query: Query, text: string, rows: string) {
  const stream = query(copyFrom(text)) as ReturnType<typeof copyFrom>
  stream.end(rows)
  await finished(stream)
  return { command: 'COPY', rowCount: stream.rowCount, rows: [] }
}

function nameOf(text: string): string {
  return `darkroom_${createHash('sha256').update(text).digest('base64url').slice(0, 22)}`
}
