import { optional, required, sequence, string } from '../../../soap/schema.ts'
import { arrayOf } from './array-of.ts'

/** A name, its value and the handle of what it refers to. */
export const ConfigSetting = sequence('ConfigSetting', {
  name: required(string),
  value: optional(string),
  handle: optional(string),
})

export const ConfigSettingArray = arrayOf('ConfigSettingArray', ConfigSetting)

/** A named set of modifiers for image URLs. */
export const ImageFormat = sequence('ImageFormat', {
  imageFormatHandle: required(string),
  name: required(string),
  urlModifier: required(string),
})

export const ImageFormatArray = arrayOf('ImageFormatArray', ImageFormat)

/** A name and a value. */
export const Property = sequence('Property', {
  name: required(string),
  value: required(string),
})

export const PropertyArray = arrayOf('PropertyArray', Property)
