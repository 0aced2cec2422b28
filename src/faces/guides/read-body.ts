import { DarkroomError } from '../../core/errors.ts'

/** A request's body may have so many bytes. */
export const maxBodyBytes = 4 * 1024 * 1024

/**
 * The values of a body: JSON, or the fields of a form. A field that comes more than once is a list. Clients that send JSON under
 * the content type of a form, as curl does when it is not told, are understood. Throws `invalid-request`.
 */
export async function bodyValues(
  contentType: string | undefined,
  body: Buffer | undefined,
): Promise<Readonly<Record<string, unknown>>> {
  if (body === undefined || body.length === 0) return {}
  const type = contentType?.split(';')[0]?.trim().toLowerCase() ?? ''
  if (type === 'multipart/form-data') return fieldsOf(await multipart(contentType ?? '', body))
  const text = body.toString('utf8')
  if (type === 'application/x-www-form-urlencoded' && !text.trimStart().startsWith('{'))
    return fieldsOf(new URLSearchParams(text))
  return jsonObject(text)
}

/** The parameters of a query. */
export function queryValues(url: string): Readonly<Record<string, unknown>> {
  const at = url.indexOf('?')
  return at < 0 ? {} : fieldsOf(new URLSearchParams(url.slice(at + 1)))
}

function jsonObject(text: string): Readonly<Record<string, unknown>> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new DarkroomError(
      'invalid-request',
      `The body is no JSON: ${cause instanceof SyntaxError ? cause.message.replace(/\p{Cc}/gu, '?').slice(0, 200) : 'it is nested too deep'}.`,
    )
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new DarkroomError('invalid-request', 'The body must be a JSON object.')
  return value as Readonly<Record<string, unknown>>
}

async function multipart(contentType: string, body: Buffer): Promise<FormData> {
  try {
    return await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData()
  } catch {
    throw new DarkroomError('invalid-request', 'The body is no multipart form.')
  }
}

function fieldsOf(entries: Iterable<[string, unknown]>): Record<string, unknown> {
  const fields = new Map<string, unknown[]>()
  for (const [name, value] of entries) fields.set(name, [...(fields.get(name) ?? []), value])
  return Object.fromEntries(
    [...fields].map(([name, values]) => [name, values.length === 1 ? values[0] : values]),
  )
}
