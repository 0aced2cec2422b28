import {
  boolean,
  dateTime,
  double,
  long,
  optional,
  required,
  sequence,
  string,
} from '../../../soap/schema.ts'
import { arrayOf } from './array-of.ts'
import { HandleArray, StringArray } from './value-arrays.ts'

/** A metadata value of an asset: always as text, and in the field of its type. */
export const Metadata = sequence('Metadata', {
  name: required(string),
  value: required(string),
  boolVal: optional(boolean, { since: '2008-01-15' }),
  longVal: optional(long, { since: '2008-01-15' }),
  doubleVal: optional(double, { since: '2008-01-15' }),
  dateVal: optional(dateTime, { since: '2008-01-15' }),
  valueArray: optional(StringArray, { since: '2021-04-26-beta' }),
})

export const MetadataArray = arrayOf('MetadataArray', Metadata)

/**
 * A value to set, in the one field that fits the metadata field's type. Tag arrays add to, replace or
 * reduce the tags.
 */
export const MetadataUpdate = sequence('MetadataUpdate', {
  fieldHandle: required(string),
  value: optional(string),
  boolVal: optional(boolean, { since: '2008-01-15' }),
  longVal: optional(long, { since: '2008-01-15' }),
  doubleVal: optional(double, { since: '2008-01-15' }),
  dateVal: optional(dateTime, { since: '2008-01-15' }),
  addTagValueArray: optional(StringArray, { since: '2010-01-31' }),
  setTagValueArray: optional(StringArray, { since: '2010-01-31' }),
  deleteTagValueArray: optional(StringArray, { since: '2010-01-31' }),
})

export const MetadataUpdateArray = arrayOf('MetadataUpdateArray', MetadataUpdate)

/** A metadata field to clear. */
export const MetadataDelete = sequence('MetadataDelete', {
  fieldHandle: required(string),
})

export const MetadataDeleteArray = arrayOf('MetadataDeleteArray', MetadataDelete)

/** The same updates for several assets. */
export const BatchMetadataUpdate = sequence('BatchMetadataUpdate', {
  assetHandleArray: required(HandleArray),
  updateArray: required(MetadataUpdateArray),
})

export const BatchMetadataUpdateArray = arrayOf('BatchMetadataUpdateArray', BatchMetadataUpdate)
