import { optional, sequence, string } from '../../../soap/schema.ts'
import { arrayOf } from './array-of.ts'
import { Asset } from './asset.ts'

/** A detail of how an asset was made. */
export const GenerationAttribute = sequence('GenerationAttribute', {
  name: optional(string),
  value: optional(string),
})

export const GenerationAttributeArray = arrayOf('GenerationAttributeArray', GenerationAttribute)

/** Which asset was made from which, and by what. */
export const GenerationInfo = sequence('GenerationInfo', {
  engine: optional(string),
  originator: optional(Asset),
  generated: optional(Asset),
  attributeArray: optional(GenerationAttributeArray),
})

export const GenerationInfoArray = arrayOf('GenerationInfoArray', GenerationInfo)
