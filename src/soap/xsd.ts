import { escapeAttribute } from './escape.ts'
import { isInVersion, type NamedField, resolveType, type SequenceType } from './schema.ts'

/** Types that can not be put into one schema. */
export class SchemaError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'SchemaError'
  }
}

/** An element at the top of a schema; its type is written in place, whatever its name. */
export interface GlobalElement {
  readonly name: string
  readonly type: SequenceType
}

export interface XsdOptions {
  readonly targetNamespace: string
  /** Fields of other versions, and types that only they use, are left out. */
  readonly version: string
  /** Written in this order. */
  readonly elements: readonly GlobalElement[]
  /** Namespaces of other schemas in the same document. */
  readonly imports?: readonly string[]
}

export const xsdNamespace = 'http://www.w3.org/2001/XMLSchema'

/**
 * An `xs:schema` element, ready to stand alone or inside a WSDL document: the elements, then every named complex
 * type that they reach, sorted by name. Throws `SchemaError` when two different types bear one name.
 */
export function writeXsd({ targetNamespace, version, elements, imports = [] }: XsdOptions): string {
  const namespace = escapeAttribute(targetNamespace)
  const types = reachableTypes(elements, version)
  return [
    `<xs:schema xmlns:xs="${xsdNamespace}" xmlns:tns="${namespace}" targetNamespace="${namespace}"` +
      ' elementFormDefault="qualified">',
    ...imports.map((other) => `<xs:import namespace="${escapeAttribute(other)}"/>`),
    ...elements.map(
      ({ name, type }) => `<xs:element name="${name}">\n${complexType(type, version)}\n</xs:element>`,
    ),
    ...types.map((type) => complexType(type, version, type.name)),
    '</xs:schema>',
  ].join('\n')
}

function fieldsOf(type: SequenceType, version: string): readonly NamedField[] {
  return type.fields.filter((field) => isInVersion(field.options, version))
}

function reachableTypes(elements: readonly GlobalElement[], version: string): readonly SequenceType[] {
  const named = new Map<string, SequenceType>()
  const pending = elements.map((element) => element.type)
  for (let type = pending.pop(); type !== undefined; type = pending.pop()) {
    for (const field of fieldsOf(type, version)) {
      const inner = resolveType(field.type)
      if (inner.kind === 'scalar') continue
      const known = inner.name === '' ? undefined : named.get(inner.name)
      if (known === inner) continue
      if (known !== undefined) throw new SchemaError(`There are two different types named ${inner.name}.`)
      if (inner.name !== '') named.set(inner.name, inner)
      pending.push(inner)
    }
  }
  return [...named.values()].sort((one, other) => (one.name < other.name ? -1 : 1))
}

function complexType(type: SequenceType, version: string, name?: string): string {
  const fields = fieldsOf(type, version).map((field) => element(field, version))
  return [
    name === undefined ? '<xs:complexType>' : `<xs:complexType name="${name}">`,
    ...(fields.length === 0 ? ['<xs:sequence/>'] : ['<xs:sequence>', ...fields, '</xs:sequence>']),
    '</xs:complexType>',
  ].join('\n')
}

function element(field: NamedField, version: string): string {
  const start = `<xs:element name="${field.name}"`
  const type = resolveType(field.type)
  if (type.kind === 'scalar') return `${start} type="xs:${type.name}"${occurs(field)}/>`
  if (type.name !== '') return `${start} type="tns:${type.name}"${occurs(field)}/>`
  return `${start}${occurs(field)}>\n${complexType(type, version)}\n</xs:element>`
}

function occurs({ occurrence, options }: NamedField): string {
  if (occurrence === 'required') return ''
  if (occurrence === 'optional') return ' minOccurs="0"'
  return ` minOccurs="${options.minItems ?? 0}" maxOccurs="${options.maxItems ?? 'unbounded'}"`
}
