import { double, int, optional, required, sequence, string } from '../../../soap/schema.ts'
import { arrayOf } from './array-of.ts'

/** A rectangle as parts of the image's width and height, from 0 to 1. */
export const NormalizedCropRect = sequence('NormalizedCropRect', {
  leftN: required(double),
  topN: required(double),
  widthN: required(double),
  heightN: required(double),
})

/** A crop around what matters, and its size. */
export const SmartCrop = sequence('SmartCrop', {
  cropRect: optional(NormalizedCropRect),
  width: required(int),
  height: required(int),
})

/** A colour by its red, green and blue parts. */
export const SwatchColor = sequence('SwatchColor', {
  redColor: required(int),
  greenColor: required(int),
  blueColor: required(int),
})

/** A crop to be made. */
export const SmartCropAdd = sequence('SmartCropAdd', {
  cropWidth: required(double),
  cropHeight: required(double),
  cropName: required(string),
  cropRect: required(NormalizedCropRect),
  swatchColor: optional(SwatchColor),
})

export const SmartCropAddArray = arrayOf('SmartCropAddArray', SmartCropAdd)

/** A crop to be moved. */
export const SmartCropUpdate = sequence('SmartCropUpdate', {
  ownerHandle: required(string),
  subAssetHandle: required(string),
  cropRect: optional(NormalizedCropRect),
})

export const SmartCropUpdateArray = arrayOf('SmartCropUpdateArray', SmartCropUpdate)

/** Four corners. */
export const PerspectiveQuad = sequence('PerspectiveQuad', {
  x0: required(double),
  y0: required(double),
  x1: required(double),
  y1: required(double),
  x2: required(double),
  y2: required(double),
  x3: required(double),
  y3: required(double),
})
