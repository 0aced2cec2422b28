import type { JobKind } from '../../../core/jobs/job-kind.ts'
import { shownUrl } from '../../../core/shown-url.ts'

/** Tokens that a client stored with its job are not told again. */
const secrets: ReadonlySet<string> = new Set(['jwtToken', 'apikey'])
/** Addresses to be told, of a job and of the publish jobs after it, which may hold passwords and signatures. */
const urls: ReadonlySet<string> = new Set(['postHttpUrl', 'httpCompletionUrl'])

/** The one field of a job that tells its kind and options. */
export function jobElementView(kind: JobKind, params: object): Readonly<Record<string, object>> {
  return { [kind.name]: withoutSecrets(kind.shownParams?.(params) ?? params) }
}

function withoutSecrets(params: object): object {
  const shown = Object.entries(params).filter(([name]) => !secrets.has(name))
  return Object.fromEntries(shown.map(([name, value]) => [name, shownValue(name, value)]))
}

function shownValue(name: string, value: unknown): unknown {
  if (typeof value === 'string') return urls.has(name) && value.trim() !== '' ? shownUrl(value) : value
  const isFields = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isFields ? withoutSecrets(value) : value
}
