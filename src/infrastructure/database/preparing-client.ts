import { createHash } from 'node:crypto'
import pg from 'pg'

/** Statements that one connection keeps planned; further ones are planned each time. */
const maxPrepared = 300

type Query = (...parameters: unknown[]) => unknown

/**
 * A connection on which PostgreSQL parses and plans a statement with parameters once instead of each time: statements
 * are few and run often, and planning was most of their cost. Names are made from the text, so that they mean the same
 * on every connection, also behind a pooler.
 */
export class PreparingClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config)
    const names = new Map<string, string>()
    const query: Query = this.query.bind(this) as Query
    const prepared: Query = (text, values, ...rest) => {
      if (typeof text !== 'string' || !Array.isArray(values) || values.length === 0)
        return query(text, values, ...rest)
      const name = names.get(text) ?? (names.size < maxPrepared ? nameOf(text) : undefined)
      if (name !== undefined) names.set(text, name)
      return query({ text, values, name }, ...rest)
    }
    // The type of `query` is a list of overloads that can not be overridden one by one.
    Object.assign(this, { query: prepared })
  }
}

function nameOf(text: string): string {
  return `darkroom_${createHash('sha256').update(text).digest('base64url').slice(0, 22)}`
}
