import { long, string } from '../../../soap/schema.ts'
import { arrayOf } from './array-of.ts'

/** Handles of whatever the field that holds it says. */
export const HandleArray = arrayOf('HandleArray', string)

/** Texts, in the order given. */
export const StringArray = arrayOf('StringArray', string)

/** Whole numbers; part of the schema although no other type refers to it. */
export const LongArray = arrayOf('LongArray', long)

/** 1 to 1000 URLs. */
export const UrlArray = arrayOf('UrlArray', string, { minItems: 1, maxItems: 1000 })
