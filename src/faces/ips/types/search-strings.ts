import { boolean, int, required, sequence, string } from '../../../soap/schema.ts'
import { arrayOf } from './array-of.ts'

/** A word found in a document and its box. */
export const Keywords = sequence('Keywords', {
  keyword: required(string),
  status: required(boolean),
  x: required(int),
  y: required(int),
  width: required(int),
  height: required(int),
})

export const KeywordsArray = arrayOf('KeywordsArray', Keywords)

/** A line of text found in a document and its box. */
export const SearchStrings = sequence('SearchStrings', {
  searchString: required(string),
  keywordsArray: required(KeywordsArray),
  status: required(boolean),
  x: required(int),
  y: required(int),
  width: required(int),
  height: required(int),
  fontName: required(string),
  pointSize: required(string),
})

export const SearchStringsArray = arrayOf('SearchStringsArray', SearchStrings)
