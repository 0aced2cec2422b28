import { DecodeError } from './decode-error.ts'
import { expectation, scalarReader } from './read-scalar.ts'
import { isInVersion, type NamedField, resolveType, type SequenceType } from './schema.ts'
import type { XmlElement } from './xml.ts'

export { DecodeError }

/** Types inside each other that are followed; deeper content is refused. */
const maxDepth = 64
const instanceNamespace = 'http://www.w3.org/2001/XMLSchema-instance'

/**
 * `strict`: elements stand in the order of their type, and one that the type does not know is refused unless it is in a
 * namespace of others. `lenient`: any order, and unknown elements are ignored.
 */
export type ReadMode = 'strict' | 'lenient'

/** So many of the names that a type knows are told when one is unknown. */
const maxNamesTold = 40
/** So much is told of a name that is unknown, in UTF-16 units. */
const maxNameTold = 80

interface Context {
  readonly version: string
  readonly mode: ReadMode
  /** Of the element that is decoded; unknown elements outside it are not meant for us. */
  readonly namespace: string
  readonly path: string
  readonly depth: number
}
type Reader = (element: XmlElement, context: Context) => unknown
interface FieldReader {
  readonly field: NamedField
  /** Place in the sequence, from 0. */
  readonly index: number
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
 * The typed value of an element. In both modes children are known by their local name in any namespace, `xsi:nil` means
 * absent, and so does an empty element of an optional field unless it is free text. Fields of other versions are read
 * when they are there, but only fields of `version` are demanded. Throws `DecodeError`.
 */
export function readElement<V>(
  element: XmlElement,
  type: SequenceType<V>,
  version: string,
  mode: ReadMode = 'lenient',
): V {
  return readSequence(element, type, { version, mode, namespace: element.namespace, path: '', depth: 0 }) as V
}

function readSequence(element: XmlElement, type: SequenceType, context: Context): unknown {
  if (context.depth >= maxDepth) {
    throw new DecodeError(
      'invalid',
      context.path,
      'too deep',
      `at most ${maxDepth} types inside each other`,
      false,
    )
  }
  const { fields, byElementName } = typeReader(type)
  const found = new Map<FieldReader, XmlElement[]>()
  let last: FieldReader | undefined
  for (const child of element.children) {
    const reader = byElementName.get(child.name)
    if (context.mode === 'strict') {
      if (reader === undefined) refuseUnknown(child, fields, context)
      else if (reader.field.options.anyPlace !== true) {
        if (last !== undefined && reader.index < last.index) refuseOrder(child, last, context)
        last = reader
      }
    }
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

function below(context: Context, name: string): string {
  return context.path === '' ? name : `${context.path}/${name}`
}

function refuseUnknown(child: XmlElement, fields: readonly FieldReader[], context: Context): void {
  if (child.namespace !== '' && child.namespace !== context.namespace) return
  const known = fields.filter(({ field }) => isInVersion(field.options, context.version))
  const names = known.slice(0, maxNamesTold).map(({ field }) => field.name)
  const others =
    known.length > names.length
      ? `${names.join(', ')} and ${known.length - names.length} others`
      : names.join(', ')
  const expects = names.length === 0 ? 'no elements here' : `only ${others}`
  throw new DecodeError(
    'invalid',
    below(context, child.name.slice(0, maxNameTold)),
    'an unknown element',
    expects,
    false,
  )
}

function refuseOrder(child: XmlElement, last: FieldReader, context: Context): never {
  const { name } = last.field
  throw new DecodeError(
    'invalid',
    below(context, child.name),
    `an element after ${name}`,
    `it before ${name}`,
    false,
  )
}

function readField(reader: FieldReader, elements: readonly XmlElement[], context: Context): unknown {
  const { field, expects } = reader
  const path = below(context, field.name)
  const depth = context.depth + 1
  if (field.occurrence === 'many') return readMany(reader, elements, { ...context, path, depth })
  const [element] = elements
  if (elements.length > 1) throw new DecodeError('invalid', path, `${elements.length} elements`, 'one', false)
  const isEmpty = element === undefined || (reader.isEmptyAbsent && isBlank(element))
  if (!isEmpty) return reader.read(element, { ...context, path, depth })
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
    throw new DecodeError(
      'invalid',
      context.path,
      `${elements.length} elements`,
      `at most ${maxItems}`,
      false,
    )
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

function compileField(field: NamedField, index: number): FieldReader {
  const type = resolveType(field.type)
  if (type.kind === 'sequence') {
    const read: Reader = (element, context) => readSequence(element, type, context)
    return { field, index, expects: 'an element with content', isEmptyAbsent: false, read }
  }
  const expects = expectation(type, field.options)
  // Free text may be empty; a choice that is left empty was not made.
  const isFreeText = type.name === 'string' && field.options.oneOf === undefined
  const readScalar = scalarReader(type, field.options, expects)
  const read: Reader = (element, { path }) => readScalar(element, path)
  return { field, index, expects, isEmptyAbsent: !isFreeText, read }
}
