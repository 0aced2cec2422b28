import type { AssetView } from '../../../core/assets/asset.queries.ts'
import type { Static } from '../../../soap/schema.ts'
import { imageMapHandle } from '../handles.ts'
import type { Asset } from '../types/asset.ts'

type AssetFields = Static<typeof Asset>
type InfoName = Extract<keyof AssetFields, `${string}Info`>

/** The info element of each IPS asset type; types without one have none. */
const infoNames: Readonly<Record<string, InfoName>> = {
  Image: 'imageInfo',
  AnimatedGif: 'animatedGifInfo',
  Svg: 'svgInfo',
  Pdf: 'pdfInfo',
  PsdTemplate: 'psdInfo',
  PostScript: 'postScriptInfo',
  Illustrator: 'illustratorInfo',
  InDesign: 'inDesignInfo',
  Video: 'videoInfo',
  MasterVideo: 'masterVideoInfo',
  Audio: 'audioInfo',
  Zip: 'zipInfo',
  IccProfile: 'iccProfileInfo',
  Font: 'fontInfo',
  Xml: 'xmlInfo',
  Xsl: 'xslInfo',
  Css: 'cssInfo',
  Javascript: 'javascriptInfo',
  Word: 'wordInfo',
  Excel: 'excelInfo',
  PowerPoint: 'powerPointInfo',
  Rtf: 'rtfInfo',
  Flash: 'flashInfo',
  VideoCaption: 'videoCaptionInfo',
  CuePoint: 'cuePointInfo',
  ThreeD: 'threeDInfo',
}

/** What is known of the asset's own file, in the element that its type has. Sizes in pixels, bytes and ppi. */
export function assetInfo(asset: AssetView, version: string): Partial<AssetFields> {
  const name = infoNames[asset.type]
  if (name === undefined) return {}
  const file = { originalPath: asset.folder, originalFile: asset.file_name, fileSize: asset.size }
  if (name === 'videoInfo') return { videoInfo: { ...file, ...frameFile(asset), ...playableFile(asset) } }
  if (name !== 'imageInfo') return { [name]: { ...file, ...pyramidFile(asset), ...size(asset) } }
  return {
    imageInfo: {
      ...file,
      ...pyramidFile(asset),
      ...maskFile(asset),
      ...size(asset),
      ...anchor(asset),
      ...imageMaps(asset, version),
    },
  }
}

function pyramidFile(asset: AssetView) {
  return asset.derived.pyramid === undefined
    ? {}
    : { optimizedPath: asset.folder, optimizedFile: `${asset.name}.tif` }
}

function imageMaps({ image_maps: maps }: AssetView, version: string) {
  if (maps.length === 0) return {}
  const items = maps.map(({ id, modifiedAt, ...map }) => ({
    imageMapHandle: imageMapHandle(id, version),
    ...map,
    lastModified: new Date(modifiedAt),
  }))
  return { imageMaps: { items } }
}

/** The frame that stands for a video. */
function frameFile(asset: AssetView) {
  return asset.derived.pyramid === undefined
    ? {}
    : { imagePath: asset.folder, imageFile: `${asset.name}.tif` }
}

/** A video that browsers play needs no other file for it. */
function playableFile({ mime_type, folder, file_name }: AssetView) {
  return mime_type === 'video/mp4' || mime_type === 'video/webm'
    ? { optimizedPath: folder, optimizedFile: file_name }
    : {}
}

function maskFile(asset: AssetView) {
  return asset.derived.mask === undefined
    ? {}
    : { maskPath: asset.folder, maskFile: `${asset.name}-mask.tif` }
}

/** The point that an image is placed by as a layer; a crop moves it. */
function anchor({ image, crop }: AssetView) {
  if (!image?.anchor) return {}
  return { anchorX: image.anchor.x - (crop?.left ?? 0), anchorY: image.anchor.y - (crop?.top ?? 0) }
}

/** Of what is delivered: the crop's size where there is one. */
function size(asset: AssetView) {
  if (!asset.image) return {}
  const { width, height } = asset.crop ?? asset.image
  return { width, height, resolution: asset.image.resolution }
}
