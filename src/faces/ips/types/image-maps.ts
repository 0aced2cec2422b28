import { boolean, dateTime, int, optional, required, sequence, string } from '../../../soap/schema.ts'
import { arrayOf } from './array-of.ts'
import { regionShapes } from './repository-constants.ts'

/**
 * An area of an image with the HTML attributes that apply to it; `region` lists its points with commas,
 * later positions are on top.
 */
export const ImageMap = sequence('ImageMap', {
  imageMapHandle: optional(string),
  name: optional(string),
  region: optional(string),
  action: optional(string),
  shapeType: optional(string),
  position: optional(int),
  enabled: optional(boolean, { since: '2008-01-15' }),
  lastModified: optional(dateTime),
})

export const ImageMapArray = arrayOf('ImageMapArray', ImageMap)

/** An image map to be made. */
export const ImageMapDefinition = sequence('ImageMapDefinition', {
  name: required(string),
  shapeType: required(string, { oneOf: regionShapes }),
  region: required(string),
  action: required(string),
  enabled: required(boolean),
})

export const ImageMapDefinitionArray = arrayOf('ImageMapDefinitionArray', ImageMapDefinition)

/** A rectangle of an image, in pixels; an image has at most 5. */
export const ZoomTarget = sequence('ZoomTarget', {
  zoomTargetHandle: optional(string),
  name: optional(string),
  xPosition: optional(int),
  yPosition: optional(int),
  width: optional(int),
  height: optional(int),
  userData: optional(string),
  position: optional(int, { since: '2008-01-15' }),
  lastModified: optional(dateTime),
})

export const ZoomTargetArray = arrayOf('ZoomTargetArray', ZoomTarget)

/** A zoom target to be made. */
export const ZoomTargetDefinition = sequence('ZoomTargetDefinition', {
  name: required(string),
  xPosition: required(int),
  yPosition: required(int),
  width: required(int),
  height: required(int),
  userData: optional(string),
})

export const ZoomTargetDefinitionArray = arrayOf('ZoomTargetDefinitionArray', ZoomTargetDefinition)

/** An alpha mask that belongs to an image. */
export const Mask = sequence('Mask', {
  maskHandle: optional(string),
  name: optional(string),
  maskPath: optional(string),
  maskFile: optional(string),
  lastModified: optional(dateTime),
})

export const MaskArray = arrayOf('MaskArray', Mask)
