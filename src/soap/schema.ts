import type { ScalarType } from './scalars.ts'

export { dateTime } from './date-time.ts'
export { boolean, double, float, int, long, string } from './scalars.ts'

declare const staticValue: unique symbol

/** A complex type whose content is a sequence of elements, as a value. Made by `sequence`. */
export interface SequenceType<V = unknown> {
  readonly kind: 'sequence'
  /** Name of the complex type; empty for a type that is written in place. */
  readonly name: string
  /** In the order of the wire. */
  readonly fields: readonly NamedField[]
  /** Never there at run time; carries `V` for the compiler. */
  readonly [staticValue]?: V
}

/** The TypeScript type of the values of a sequence. */
export type Static<T extends SequenceType> = T extends SequenceType<infer V> ? V : never

/** What a field holds. A function stands for a type that is declared later, or for the type itself. */
export type FieldType<V = unknown> = ScalarType<V> | SequenceType<V> | (() => SequenceType<V>)

/** Rules beyond the type. Numbers are in the unit of the field; ranges include both ends. */
export interface FieldOptions<V = unknown> {
  /** The version that brought the field; absent means that every version has it. */
  readonly since?: string
  /** The version that dropped the field; absent means that it is still there. */
  readonly until?: string
  /** Other local names that are read; never written. */
  readonly alsoNamed?: readonly string[]
  /** May be read at any place of its sequence, also where order counts; false by default. */
  readonly anyPlace?: boolean
  /** The only values allowed. */
  readonly oneOf?: readonly V[]
  /** Compare text with `oneOf` without regard to case, and read it as it is spelt there. */
  readonly ignoreCase?: boolean
  /** Other spellings that are read, in lower case, each with the value of `oneOf` that it means. */
  readonly aliases?: Readonly<Record<string, V>>
  /** Smallest number. */
  readonly min?: number
  /** Largest number. */
  readonly max?: number
  /** Longest text, in UTF-16 units. */
  readonly maxLength?: number
  /** Fewest elements of a `many` field; 0 by default. */
  readonly minItems?: number
  /** Most elements of a `many` field; without a limit by default. */
  readonly maxItems?: number
}

export type Occurrence = 'required' | 'optional' | 'many'

/** One element of a sequence. `Present` tells whether every value has it. */
export interface Field<V = unknown, Present extends boolean = boolean> {
  readonly occurrence: Occurrence
  readonly type: FieldType
  readonly options: FieldOptions
  readonly [staticValue]?: { readonly value: V; readonly present: Present }
}

/** A field in its place. */
export interface NamedField {
  readonly name: string
  readonly occurrence: Occurrence
  readonly type: FieldType
  readonly options: FieldOptions
}

type Fields = Readonly<Record<string, Field>>

type Allowed<V, O> = O extends { readonly oneOf: readonly (infer U)[] } ? U : V
type InEveryVersion<O> = O extends { readonly since: string } | { readonly until: string } ? false : true
type PresentNames<F extends Fields> = {
  [K in keyof F]: F[K] extends Field<unknown, true> ? K : never
}[keyof F]
type ValueOfField<F> = F extends Field<infer V> ? V : never
type ValueOfFields<F extends Fields> = {
  readonly [K in PresentNames<F>]: ValueOfField<F[K]>
} & { readonly [K in Exclude<keyof F, PresentNames<F>>]?: ValueOfField<F[K]> | undefined }
type Flat<T> = { readonly [K in keyof T]: T[K] }

/** A complex type with these fields in this order. An empty name makes a type that is written in place. */
export function sequence<F extends Fields>(name: string, fields: F): SequenceType<Flat<ValueOfFields<F>>> {
  const named = Object.entries(fields).map(([fieldName, { occurrence, type, options }]) =>
    Object.freeze({ name: fieldName, occurrence, type, options }),
  )
  return Object.freeze({ kind: 'sequence', name, fields: Object.freeze(named) })
}

/**
 * An element that must be there exactly once. With `since` or `until` its value may be undefined, because
 * other versions do not have it; writing a version that has it still demands a value.
 */
export function required<V, const O extends FieldOptions<V>>(
  type: FieldType<V>,
  options?: O,
): Field<Allowed<V, O>, InEveryVersion<O>> {
  return { occurrence: 'required', type, options: options ?? {} }
}

/** An element that may be there once. */
export function optional<V, const O extends FieldOptions<V>>(
  type: FieldType<V>,
  options?: O,
): Field<Allowed<V, O>, false> {
  return { occurrence: 'optional', type, options: options ?? {} }
}

/** An element that may be repeated; a value holds an array, empty when there is none. */
export function many<V, const O extends FieldOptions<V>>(
  type: FieldType<V>,
  options?: O,
): Field<readonly Allowed<V, O>[], true> {
  return { occurrence: 'many', type, options: options ?? {} }
}

/** The type behind a field, with forward references followed. */
export function resolveType(type: FieldType): ScalarType<unknown> | SequenceType {
  return typeof type === 'function' ? type() : type
}

/**
 * Whether something is part of a version. Versions are texts that sort by age, such as dates; the empty
 * text is the oldest.
 */
export function isInVersion(
  span: { readonly since?: string | undefined; readonly until?: string | undefined },
  version: string,
): boolean {
  return version >= (span.since ?? '') && (span.until === undefined || version < span.until)
}
