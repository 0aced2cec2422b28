import type { Static, TSchema } from 'typebox'
import { DarkroomError } from '../../core/errors.ts'

/** Longest part of a wrong value that a message shows. */
const shownLength = 200

/**
 * The values of a request, as the schema has them; an optional one that is null or an empty text is absent. Throws
 * `invalid-parameter` or `missing-parameter` that names the first wrong one and its value.
 */
export async function checkValues<T extends TSchema>(schema: T, given: unknown): Promise<Static<T>> {
  // Only now: the modules that check are many, and most servers have no such clients.
  const { Value } = await import('typebox/value')
  const values = withoutEmpty(schema, given)
  if (Value.Check(schema, values)) return values as Static<T>
  const [error] = Value.Errors(schema, values)
  const missing = error?.keyword === 'required' ? error.params.requiredProperties[0] : undefined
  const path = (error?.instancePath ?? '').split('/').slice(1)
  if (missing !== undefined) {
    const name = [...path, missing].join('.')
    throw new DarkroomError(
      'missing-parameter',
      `${name} is missing${expected(schema, [...path, missing])}.`,
      {
        field: name,
      },
    )
  }
  const name = path.join('.') || 'the request'
  throw new DarkroomError(
    'invalid-parameter',
    `${name}: ${shown(valueAt(values, path))} is not allowed${expected(schema, path)}.`,
    { field: name },
  )
}

/** Texts of a query or a form as the schema wants them: whole numbers and truth values. What is neither stays as it is. */
export function typedValues(
  schema: TSchema,
  texts: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(texts).map(([name, value]) => [name, typedValue(propertyOf(schema, name), value)]),
  )
}

function typedValue(schema: Node | undefined, value: unknown): unknown {
  if (typeof value !== 'string') return value
  if (schema?.type === 'integer' && /^-?\d{1,15}$/.test(value)) return Number(value)
  if (schema?.type === 'object' && value.trimStart().startsWith('{')) {
    try {
      return JSON.parse(value)
    } catch {
      return value
    }
  }
  return value
}

/** Without optional values that are null or empty, also in objects. */
function withoutEmpty(schema: TSchema | Node, values: unknown): unknown {
  if (typeof values !== 'object' || values === null || Array.isArray(values)) return values
  const { required = [] } = schema as Node
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => {
      const property = propertyOf(schema, name)
      if (!property) return [[name, value]]
      if ((value === null || value === '') && !required.includes(name)) return []
      return [[name, property.type === 'object' ? withoutEmpty(property, value) : value]]
    }),
  )
}

interface Node {
  readonly type?: string
  readonly required?: readonly string[]
  readonly description?: string
  readonly properties?: Readonly<Record<string, Node>>
}

function propertyOf(schema: TSchema | Node, name: string): Node | undefined {
  const { properties } = schema as Node
  return properties && Object.hasOwn(properties, name) ? properties[name] : undefined
}

/** What the innermost part of the schema on the way says that it expects. */
function expected(schema: TSchema, path: readonly string[]): string {
  let node: Node | undefined = schema as Node
  let text: string | undefined
  for (const step of path) {
    node = node && propertyOf(node, step)
    text = node?.description ?? text
  }
  return text === undefined ? '' : `; expected ${text}`
}

function valueAt(values: unknown, path: readonly string[]): unknown {
  let value = values
  for (const step of path)
    value =
      typeof value === 'object' && value !== null && Object.hasOwn(value, step)
        ? (value as Readonly<Record<string, unknown>>)[step]
        : undefined
  return value
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? `'${value}'` : (JSON.stringify(value) ?? 'nothing')
  const line = text.replace(/\p{Cc}/gu, '?').toWellFormed()
  return line.length > shownLength ? `${line.slice(0, shownLength)}…` : line
}
