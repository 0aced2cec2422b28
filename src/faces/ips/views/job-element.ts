import type { JobKind } from '../../../core/jobs/job-kind.ts'

/** Tokens that a client stored with its job are not told again. */
const secrets: ReadonlySet<string> = new Set(['jwtToken', 'apikey'])

/** The one field of a job that tells its kind and options. */
export function jobElementView(kind: JobKind, params: object): Readonly<Record<string, object>> {
  const shown = Object.entries(kind.shownParams?.(params) ?? params)
  return { [kind.name]: Object.fromEntries(shown.filter(([name]) => !secrets.has(name))) }
}
