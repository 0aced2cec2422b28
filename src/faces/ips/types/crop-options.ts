import { double, int, optional, required, sequence, string } from '../../../soap/schema.ts'
import { arrayOf } from './array-of.ts'
import { corners, fillMethods } from './constants.ts'

/** Margins to cut from each edge, in pixels; four zeros cut nothing. */
export const ManualCropOptions = sequence('ManualCropOptions', {
  left: required(int),
  right: required(int),
  top: required(int),
  bottom: required(int),
})

/** Trims edges of the colour found in `corner`; tolerance 0 takes exact matches only, 1 is most tolerant. */
export const AutoColorCropOptions = sequence('AutoColorCropOptions', {
  corner: required(string, { oneOf: corners }),
  tolerance: required(double, { min: 0, max: 1 }),
})

/** Trims transparent edges; tolerance 0 takes exact matches only, 1 is most tolerant. */
export const AutoTransparentCropOptions = sequence('AutoTransparentCropOptions', {
  tolerance: required(double, { min: 0, max: 1 }),
})

/** A named crop to be placed around what matters in the image. */
export const AutoSmartCropOptions = sequence('AutoSmartCropOptions', {
  name: required(string),
  width: required(int),
  height: required(int),
  type: required(string),
})

export const AutoSmartCropOptionsArray = arrayOf('AutoSmartCropOptionsArray', AutoSmartCropOptions)

/** Makes the background transparent; its colour is the one in `corner`, tolerance as for cropping. */
export const KnockoutBackgroundOptions = sequence('KnockoutBackgroundOptions', {
  corner: required(string, { oneOf: corners }),
  tolerance: optional(double, { min: 0, max: 1 }),
  fillMethod: required(string, { oneOf: fillMethods }),
})
