import { escapeAttribute, escapeText } from './escape.ts'
import { isInVersion, type NamedField, resolveType, type SequenceType } from './schema.ts'

/** A value that does not fit its type: a fault of the server, not of the client. */
export class EncodeError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'EncodeError'
  }
}

export interface WriteOptions {
  /** Of the element and all inside; declared as the default namespace on the element. */
  readonly namespace: string
  /** Fields of other versions are left out. */
  readonly version: string
}

type Content = (value: Readonly<Record<string, unknown>>, version: string) => string
type ElementWriter = (value: unknown, version: string) => string

const contents = new WeakMap<SequenceType, Content>()
/** What frozen values were written as, by type and version. */
const written = new WeakMap<object, Map<SequenceType, Map<string, string>>>()

/**
 * An XML fragment for a value: `name` as the one element around the fields of `type`, in their order. Undefined
 * fields are left out; an array wrapper without items stays as an empty element. Throws `EncodeError` when a
 * required field has no value or a value can not be written.
 *
 * What is frozen inside a value is written once and remembered as long as it lives: for parts that are sent again and again.
 */
export function writeElement<V>(
  value: V,
  name: string,
  type: SequenceType<V>,
  options: WriteOptions,
): string {
  const content = contentOf(type)(value as Readonly<Record<string, unknown>>, options.version)
  const start = `<${name} xmlns="${escapeAttribute(options.namespace)}"`
  return content === '' ? `${start}/>` : `${start}>${content}</${name}>`
}

function contentOf(type: SequenceType): Content {
  const known = contents.get(type)
  if (known !== undefined) return known
  const fields = type.fields.map((field) => compileField(field, type))
  const write: Content = (value, version) => {
    let xml = ''
    for (const field of fields) xml += field(value, version)
    return xml
  }
  const content: Content = (value, version) =>
    Object.isFrozen(value) ? writtenOnce(value, type, version, write) : write(value, version)
  contents.set(type, content)
  return content
}

function writtenOnce(
  value: Parameters<Content>[0],
  type: SequenceType,
  version: string,
  write: Content,
): string {
  const byType = written.get(value) ?? new Map<SequenceType, Map<string, string>>()
  const byVersion = byType.get(type) ?? new Map<string, string>()
  const known = byVersion.get(version)
  if (known !== undefined) return known
  // Through bytes: the engine keeps joined text as a tree of its parts, which each reader would walk again.
  const xml = Buffer.from(write(value, version)).toString()
  written.set(value, byType.set(type, byVersion.set(version, xml)))
  return xml
}

function compileField(field: NamedField, owner: SequenceType): Content {
  const { name, occurrence, options } = field
  const fail = (problem: string): never => {
    throw new EncodeError(`${owner.name || 'An unnamed type'}: ${name} ${problem}.`)
  }
  const isVersioned = options.since !== undefined || options.until !== undefined
  const write = elementWriter(field, fail)
  return (value, version) => {
    if (isVersioned && !isInVersion(options, version)) return ''
    const fieldValue = value[name]
    if (occurrence === 'many') {
      if (!Array.isArray(fieldValue)) return fail('is no array')
      let xml = ''
      for (const item of fieldValue) xml += write(item, version)
      return xml
    }
    if (fieldValue !== undefined) return write(fieldValue, version)
    return occurrence === 'required' ? fail('is required but has no value') : ''
  }
}

function elementWriter(field: NamedField, fail: (problem: string) => never): ElementWriter {
  const { name } = field
  const empty = `<${name}/>`
  const start = `<${name}>`
  const end = `</${name}>`
  const type = resolveType(field.type)
  if (type.kind === 'sequence') {
    return (value, version) => {
      const content = contentOf(type)(value as Readonly<Record<string, unknown>>, version)
      return content === '' ? empty : start + content + end
    }
  }
  return (value) => {
    const text = type.format(value)
    if (text === undefined) return fail(`can not be written as ${type.name}`)
    return text === '' ? empty : start + escapeText(text) + end
  }
}
