import type { AssetView } from '../../../core/assets/asset.queries.ts'
import type { Static } from '../../../soap/schema.ts'
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
  ThreeD: 'threeDInfo',
}

/** What is known of the asset's own file, in the element that its type has. Sizes in pixels, bytes and ppi. */
export function assetInfo(asset: AssetView): Partial<AssetFields> {
  const name = infoNames[asset.type]
  if (name === undefined) return {}
  const file = { originalPath: asset.folder, originalFile: asset.file_name, fileSize: asset.size }
  if (name !== 'imageInfo') return { [name]: { ...file, ...pyramidFile(asset), ...size(asset) } }
  return { imageInfo: { ...file, ...pyramidFile(asset), ...maskFile(asset), ...size(asset) } }
}

function pyramidFile(asset: AssetView) {
  return asset.derived.pyramid === undefined
    ? {}
    : { optimizedPath: asset.folder, optimizedFile: `${asset.name}.tif` }
}

function maskFile(asset: AssetView) {
  return asset.derived.mask === undefined
    ? {}
    : { maskPath: asset.folder, maskFile: `${asset.name}-mask.tif` }
}

/** Of what is delivered: the crop's size where there is one. */
function size(asset: AssetView) {
  if (!asset.image) return {}
  const { width, height } = asset.crop ?? asset.image
  return { width, height, resolution: asset.image.resolution }
}
