import { double, int, optional, required, sequence, string } from '../../../soap/schema.ts'
import { arrayOf } from './array-of.ts'

/** An asset and the folder it goes to. */
export const AssetMove = sequence('AssetMove', {
  assetHandle: required(string),
  folderHandle: required(string),
})

export const AssetMoveArray = arrayOf('AssetMoveArray', AssetMove)

/** An asset and the one that shows it; absent clears that choice. */
export const ThumbAssetUpdate = sequence('ThumbAssetUpdate', {
  assetHandle: required(string),
  thumbAssetHandle: optional(string),
})

export const ThumbAssetUpdateArray = arrayOf('ThumbAssetUpdateArray', ThumbAssetUpdate)

/** New values of an image: resolution in pixels per inch, anchor in pixels. Absent ones stay. */
export const ImageFieldUpdate = sequence('ImageFieldUpdate', {
  assetHandle: required(string),
  resolution: optional(double),
  anchorX: optional(int),
  anchorY: optional(int),
  userData: optional(string),
})

export const ImageFieldUpdateArray = arrayOf('ImageFieldUpdateArray', ImageFieldUpdate)

/** New values of a font. Absent ones stay. */
export const FontFieldUpdate = sequence('FontFieldUpdate', {
  assetHandle: required(string),
  fontName: optional(string),
  postscriptName: optional(string),
  rtfName: optional(string),
  fontFamily: optional(string),
  style: optional(string),
  typeName: optional(string),
  type: optional(string),
})

export const FontFieldUpdateArray = arrayOf('FontFieldUpdateArray', FontFieldUpdate)

/** New values of a colour profile. Absent ones stay. */
export const IccProfileFieldUpdate = sequence('IccProfileFieldUpdate', {
  assetHandle: required(string),
  class: optional(string),
  colorSpace: optional(string),
  pcsType: optional(string),
})

export const IccProfileFieldUpdateArray = arrayOf('IccProfileFieldUpdateArray', IccProfileFieldUpdate)
