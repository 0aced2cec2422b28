import { double, int, long, optional, sequence, string } from '../../../soap/schema.ts'
import { ImageMapArray, MaskArray, ZoomTargetArray } from './image-maps.ts'

/** Where the file of an asset is, below the image or content root, and its size in bytes. */
const sourceFile = {
  originalPath: optional(string),
  originalFile: optional(string),
  fileSize: optional(long),
}
/** The same for the types that got the size with version 4.0. */
const earlySourceFile = { ...sourceFile, fileSize: optional(long, { since: '2008-01-15' }) }

/** Sizes and anchor in pixels, resolution in pixels per inch, file size in bytes. */
export const ImageInfo = sequence('ImageInfo', {
  originalPath: optional(string),
  originalFile: optional(string),
  optimizedPath: optional(string),
  optimizedFile: optional(string),
  maskPath: optional(string),
  maskFile: optional(string),
  width: optional(int),
  height: optional(int),
  fileSize: optional(long),
  resolution: optional(double),
  sku: optional(string),
  description: optional(string),
  comments: optional(string),
  userData: optional(string),
  anchorX: optional(int),
  anchorY: optional(int),
  urlModifier: optional(string),
  urlPostApplyModifier: optional(string),
  zoomTargets: optional(ZoomTargetArray),
  masks: optional(MaskArray),
  imageMaps: optional(ImageMapArray),
})

/** An animated GIF and its optimised form. */
export const AnimatedGifInfo = sequence('AnimatedGifInfo', {
  ...sourceFile,
  optimizedPath: optional(string),
  optimizedFile: optional(string),
})

/** The file of an alpha mask. */
export const MaskInfo = sequence('MaskInfo', {
  maskPath: optional(string),
  maskFile: optional(string),
})

/** A view made of layers, as a URL with modifiers. */
export const LayerViewInfo = sequence('LayerViewInfo', {
  url: optional(string),
  urlModifier: optional(string),
  urlPostApplyModifier: optional(string),
})

/** A template, as a URL with modifiers. */
export const TemplateInfo = sequence('TemplateInfo', {
  url: optional(string),
  urlModifier: optional(string, { since: '2008-01-15' }),
  urlPostApplyModifier: optional(string, { since: '2008-01-15' }),
})

/** A watermark template, as a URL with modifiers. */
export const WatermarkInfo = sequence('WatermarkInfo', {
  url: optional(string),
  urlModifier: optional(string, { since: '2008-01-15' }),
  urlPostApplyModifier: optional(string, { since: '2008-01-15' }),
})

/** A rendered scene, as a URL. */
export const RenderSceneInfo = sequence('RenderSceneInfo', {
  url: optional(string),
})

/** A vignette, its picture and its optimised form. */
export const VignetteInfo = sequence('VignetteInfo', {
  ...earlySourceFile,
  imagePath: optional(string),
  imageFile: optional(string),
  optimizedPath: optional(string),
  optimizedFile: optional(string),
})

/** A cabinet file, its picture and its optimised form. */
export const CabinetInfo = sequence('CabinetInfo', {
  ...earlySourceFile,
  imagePath: optional(string),
  imageFile: optional(string),
  optimizedPath: optional(string),
  optimizedFile: optional(string),
})

/** A window covering file, its picture and its optimised form. */
export const WindowCoveringInfo = sequence('WindowCoveringInfo', {
  ...earlySourceFile,
  imagePath: optional(string),
  imageFile: optional(string),
  optimizedPath: optional(string),
  optimizedFile: optional(string),
})

/** A Photoshop file and its optimised form. */
export const PsdInfo = sequence('PsdInfo', {
  ...earlySourceFile,
  optimizedPath: optional(string, { since: '2012-02-14' }),
  optimizedFile: optional(string, { since: '2012-02-14' }),
})

/** An SVG file. */
export const SvgInfo = sequence('SvgInfo', {
  ...earlySourceFile,
})

/** An FXG file. */
export const FxgInfo = sequence('FxgInfo', {
  ...sourceFile,
})

/** A three-dimensional model. */
export const ThreeDInfo = sequence('ThreeDInfo', {
  ...sourceFile,
})

/** A video, its picture and its optimised form. */
export const VideoInfo = sequence('VideoInfo', {
  ...earlySourceFile,
  imagePath: optional(string),
  imageFile: optional(string),
  optimizedPath: optional(string),
  optimizedFile: optional(string),
})

/** The video that renditions are made from. */
export const MasterVideoInfo = sequence('MasterVideoInfo', {
  ...sourceFile,
})
