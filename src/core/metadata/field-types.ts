import type { MessageKey, NestedMessage } from '../messages/messages.ts'
import type { MetadataFieldType } from './metadata-field.table.ts'

const tagTypes: readonly MetadataFieldType[] = [
  'BooleanTag',
  'MultiFixedTag',
  'MultiTag',
  'SingleFixedTag',
  'SingleTag',
]

/** Whether the values of fields of the type are tags out of a dictionary. */
export function isTagType(type: MetadataFieldType): boolean {
  return tagTypes.includes(type)
}

/** Whether an asset may have several tags of the field. */
export function isMultiTag(type: MetadataFieldType): boolean {
  return type === 'MultiTag' || type === 'MultiFixedTag'
}

/** Whether the dictionary takes no tag but from administrators. */
export function isFixedTag(type: MetadataFieldType): boolean {
  return type === 'BooleanTag' || type === 'SingleFixedTag' || type === 'MultiFixedTag'
}

/** The whole dictionary of every BooleanTag field. */
export const booleanTags = Object.freeze(['True', 'False'])

interface TextShape {
  readonly pattern: RegExp
  readonly expected: MessageKey
}

/** Texts that are values of a type; types that are not here take any. */
const shapes: Partial<Readonly<Record<MetadataFieldType, TextShape>>> = {
  Boolean: { pattern: /^(?:true|false)$/i, expected: 'trueOrFalse' },
  Int: { pattern: /^[+-]?\d{1,19}$/, expected: 'wholeNumber' },
  Float: { pattern: /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i, expected: 'anyNumber' },
  Date: {
    pattern: /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?$/,
    expected: 'dateAndTime',
  },
  Color: {
    pattern: /^(?:#|0x)?(?:[0-9a-f]{6}|[0-9a-f]{8})$/i,
    expected: 'colour',
  },
  Dimension: {
    pattern: /^\d+(?:\.\d+)?\s*(?:x\s*\d+(?:\.\d+)?\s*)?(?:px|pt|in|cm|mm|pixels|points|inches)?$/i,
    expected: 'dimension',
  },
  FileName: { pattern: /^[^\\/\p{Cc}]{1,255}$/u, expected: 'fileNameAlone' },
}

/** What a text of the type has to be; undefined: the text is one. */
export function unfit(type: MetadataFieldType, text: string): NestedMessage | undefined {
  const shape = shapes[type]
  if (shape === undefined) return undefined
  const isOne = shape.pattern.test(text.trim()) && (type !== 'Date' || !Number.isNaN(Date.parse(text.trim())))
  return isOne ? undefined : { message: shape.expected }
}
