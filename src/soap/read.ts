import { DecodeError } from './decode-error.ts'
import { expectation, scalarReader } from './read-scalar.ts'
import { isInVersion, type NamedField, resolveType, type SequenceType } from './schema.ts'
import type { XmlElement } from './xml.ts'

export { DecodeError }

/** Types inside each other that are followed; deeper content is refused. */
const maxDepth = 64
const instanceNamespace = 'http://www.w3.org/2001/XMLSchema-instance'

interface Context {
  readonly version: string
  readonly path: string
  readonly depth: number
}
type Reader = (element: XmlElement, context: Context) => unknown
interface FieldReader {
  readonly field: NamedField
  readonly expects: string
  readonly isEmptyAbsent: boolean
  readonly read: Reader
}

interface TypeReader {
  readonly fields: readonly FieldReader[]
  readonly byElementName: ReadonlyMap<string, FieldReader>
}

const readers = new WeakMap<SequenceType, TypeReader>()

/**
 * The typed value of an element. Lenient where clients are sloppy: children are known by their local name in any
 * namespace and any order, unknown ones are ignored, `xsi:nil` means absent, and so does an empty element
 * of an optional field unless it is free text. Fields of other versions are read when they are there, but only fields
 * of `version` are demanded. Throws `DecodeError`.
 */
export function readElement<V>(element: XmlElement, type: SequenceType<V>, version: string): V {
  return readSequence(element, type, { version, path: '', depth: 0 }) as V
}

function readSequence(element: XmlElement, type: SequenceType, context: Context): unknown {
  if (context.depth >= maxDepth) {
    throw new DecodeError('invalid', context.path, 'too deep', `at most ${maxDepth} types inside each other`)
  }
  const { fields, byElementName } = typeReader(type)
  const found = new Map<FieldReader, XmlElement[]>()
  for (const child of element.children) {
    const reader = byElementName.get(child.name)
    if (reader === undefined || isNil(child)) continue
    const same = found.get(reader)
    if (same === undefined) found.set(reader, [child])
    else same.push(child)
  }
  const value: Record<string, unknown> = {}
  for (const reader of fields) {
    const result = readField(reader, found.get(reader) ?? [], context)
    if (result !== undefined) value[reader.field.name] = result
  }
  return value
}

function readField(reader: FieldReader, elements: readonly XmlElement[], context: Context): unknown {
  const { field, expects } = reader
  const path = context.path === '' ? field.name : `${context.path}/${field.name}`
  const depth = context.depth + 1
  if (field.occurrence === 'many') return readMany(reader, elements, { ...context, path, depth })
  const [element] = elements
  if (elements.length > 1) throw new DecodeError('invalid', path, `${elements.length} elements`, 'one')
  const isEmpty = element === undefined || (reader.isEmptyAbsent && isBlank(element))
  if (!isEmpty) return reader.read(element, { version: context.version, path, depth })
  if (field.occurrence === 'required' && isInVersion(field.options, context.version)) {
    throw new DecodeError('missing', path, '', expects)
  }
  return undefined
}

function readMany(
  reader: FieldReader,
  elements: readonly XmlElement[],
  context: Context,
): readonly unknown[] {
  const { minItems = 0, maxItems = Number.POSITIVE_INFINITY } = reader.field.options
  if (elements.length < minItems && isInVersion(reader.field.options, context.version)) {
    throw new DecodeError('missing', context.path, '', `at least ${minItems}, found ${elements.length}`)
  }
  if (elements.length > maxItems) {
    throw new DecodeError('invalid', context.path, `${elements.length} elements`, `at most ${maxItems}`)
  }
  return elements.map((element, index) =>
    reader.read(element, { ...context, path: `${context.path}[${index + 1}]` }),
  )
}

function isNil(element: XmlElement): boolean {
  const nil = element.attributes.find(
    ({ name, namespace }) => name === 'nil' && namespace === instanceNamespace,
  )
  return nil !== undefined && (nil.value.trim() === 'true' || nil.value.trim() === '1')
}

function isBlank(element: XmlElement): boolean {
  return element.children.length === 0 && element.text.trim() === ''
}

function typeReader(type: SequenceType): TypeReader {
  const known = readers.get(type)
  if (known !== undefined) return known
  const fields = type.fields.map(compileField)
  const byElementName = new Map(
    fields.flatMap((reader) => {
      const { name, options } = reader.field
      return [name, ...(options.alsoNamed ?? [])].map((elementName) => [elementName, reader] as const)
    }),
  )
  const compiled = { fields, byElementName }
  readers.set(type, compiled)
  return compiled
}

function compileField(field: NamedField): FieldReader {
  const type = resolveType(field.type)
  if (type.kind === 'sequence') {
    const read: Reader = (element, context) => readSequence(element, type, context)
    return { field, expects: 'an element with content', isEmptyAbsent: false, read }
  }
  const expects = expectation(type, field.options)
  // Free text may be empty; a choice that is left empty was not made.
  const isFreeText = type.name === 'string' && field.options.oneOf === undefined
  const readScalar = scalarReader(type, field.options, expects)
  const read: Reader = (element, { path }) => readScalar(element, path)
  return { field, expects, isEmptyAbsent: !isFreeText, read }
}
