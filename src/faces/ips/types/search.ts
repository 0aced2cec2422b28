import {
  boolean,
  dateTime,
  double,
  float,
  int,
  long,
  optional,
  required,
  sequence,
  string,
} from '../../../soap/schema.ts'
import { arrayOf } from './array-of.ts'
import { StringArray } from './value-arrays.ts'

/**
 * A condition on a metadata field; the values are in the fields of its type, ranges as minimum and maximum.
 */
export const MetadataCondition = sequence('MetadataCondition', {
  fieldHandle: required(string),
  op: required(string),
  caseSensitive: optional(boolean, { since: '2010-01-31-beta' }),
  value: optional(string),
  values: optional(StringArray, { since: '2021-04-26-beta' }),
  boolVal: optional(boolean, { since: '2008-01-15' }),
  longVal: optional(long, { since: '2008-01-15' }),
  minLong: optional(long, { since: '2008-01-15' }),
  maxLong: optional(long, { since: '2008-01-15' }),
  doubleVal: optional(double, { since: '2008-01-15' }),
  minDouble: optional(double, { since: '2008-01-15' }),
  maxDouble: optional(double, { since: '2008-01-15' }),
  dateVal: optional(dateTime, { since: '2008-01-15' }),
  minDate: optional(dateTime, { since: '2008-01-15' }),
  maxDate: optional(dateTime, { since: '2008-01-15' }),
})

export const MetadataConditionArray = arrayOf('MetadataConditionArray', MetadataCondition)

/**
 * A condition on a field that every asset has; the values are in the fields of its type, ranges as minimum
 * and maximum.
 */
export const SystemFieldCondition = sequence('SystemFieldCondition', {
  field: required(string),
  op: required(string),
  value: optional(string),
  boolVal: optional(boolean, { since: '2008-01-15' }),
  longVal: optional(long, { since: '2008-01-15' }),
  minLong: optional(long, { since: '2008-01-15' }),
  maxLong: optional(long, { since: '2008-01-15' }),
  doubleVal: optional(double, { since: '2008-01-15' }),
  minDouble: optional(double, { since: '2008-01-15' }),
  maxDouble: optional(double, { since: '2008-01-15' }),
  dateVal: optional(dateTime, { since: '2008-01-15' }),
  minDate: optional(dateTime, { since: '2008-01-15' }),
  maxDate: optional(dateTime, { since: '2008-01-15' }),
})

export const SystemFieldConditionArray = arrayOf('SystemFieldConditionArray', SystemFieldCondition)

/** A condition on the tags of a field: one value, or several. */
export const TagCondition = sequence('TagCondition', {
  fieldHandle: required(string),
  op: required(string),
  value: optional(string),
  valueArray: optional(StringArray),
})

export const TagConditionArray = arrayOf('TagConditionArray', TagCondition)

/** Leaves out assets of a type that were made by an engine. */
export const ExcludeByproductCondition = sequence('ExcludeByproductCondition', {
  engine: required(string),
  generatedAssetType: required(string),
})

export const ExcludeByproductArray = arrayOf('ExcludeByproductArray', ExcludeByproductCondition)

/** Where and among which assets to search; absent means no restriction. */
export const SearchFilter = sequence('SearchFilter', {
  folder: optional(string),
  includeSubfolders: optional(boolean),
  assetTypeArray: optional(StringArray),
  excludeAssetTypeArray: optional(StringArray),
  assetSubTypeArray: optional(StringArray),
  strictSubTypeCheck: optional(boolean),
  excludeByproducts: optional(boolean),
  projectHandle: optional(string),
  publishState: optional(string),
  trashState: optional(string),
})

/** Search by likeness to an asset; each weight tells how much a trait counts. Has no name of its own. */
export const HaystackSearch = sequence('', {
  assetHandle: required(string),
  siftWeight: optional(float),
  colorWeight: optional(float),
  blobWeight: optional(float),
  gistWeight: optional(float),
  similarityLimit: optional(float),
  resultLimit: optional(int),
})
