import {
  boolean,
  dateTime,
  double,
  int,
  long,
  optional,
  required,
  sequence,
  string,
} from '../../../soap/schema.ts'
import { arrayOf } from './array-of.ts'
import {
  AcoInfo,
  AssetSetInfo,
  AudioInfo,
  CssInfo,
  CuePointInfo,
  ExcelInfo,
  FlashInfo,
  FontInfo,
  IccProfileInfo,
  IllustratorInfo,
  InDesignInfo,
  JavascriptInfo,
  PdfInfo,
  PdfSettingsInfo,
  PostScriptInfo,
  PowerPointInfo,
  PremiereExpressRemixInfo,
  RTFInfo,
  SwcInfo,
  VideoCaptionInfo,
  ViewerPresetInfo,
  ViewerSwfInfo,
  WordInfo,
  XmlInfo,
  XslInfo,
  ZipInfo,
} from './asset-info.ts'
import {
  AnimatedGifInfo,
  CabinetInfo,
  FxgInfo,
  ImageInfo,
  LayerViewInfo,
  MaskInfo,
  MasterVideoInfo,
  PsdInfo,
  RenderSceneInfo,
  SvgInfo,
  TemplateInfo,
  ThreeDInfo,
  VideoInfo,
  VignetteInfo,
  WatermarkInfo,
  WindowCoveringInfo,
} from './image-info.ts'
import { MetadataArray } from './metadata.ts'
import { PermissionArray } from './permissions.ts'

/**
 * Anything in the repository. Which fields are there depends on what the caller asked for; of the info
 * fields, the one of its type.
 */
export const Asset = sequence('Asset', {
  assetHandle: optional(string),
  type: optional(string),
  subType: optional(string, { since: '2009-07-31' }),
  name: optional(string),
  fileName: optional(string, { since: '2012-02-14' }),
  folder: optional(string),
  folderHandle: optional(string),
  readyForPublish: optional(boolean),
  trashState: optional(string, { since: '2008-09-10' }),
  projects: optional(string),
  ipsImageUrl: optional(string),
  created: optional(dateTime),
  createUser: optional(string),
  lastModified: optional(dateTime),
  lastModifyUser: optional(string),
  metadataArray: optional(MetadataArray),
  imageInfo: optional(ImageInfo),
  layerViewInfo: optional(LayerViewInfo, { since: '2008-01-15' }),
  templateInfo: optional(TemplateInfo),
  watermarkInfo: optional(WatermarkInfo),
  renderSceneInfo: optional(RenderSceneInfo),
  vignetteInfo: optional(VignetteInfo),
  cabinetInfo: optional(CabinetInfo),
  windowCoveringInfo: optional(WindowCoveringInfo),
  iccProfileInfo: optional(IccProfileInfo),
  fontInfo: optional(FontInfo),
  xslInfo: optional(XslInfo),
  viewerPresetInfo: optional(ViewerPresetInfo, { since: '2008-01-15' }),
  viewerSwfInfo: optional(ViewerSwfInfo),
  xmlInfo: optional(XmlInfo),
  svgInfo: optional(SvgInfo),
  fxgInfo: optional(FxgInfo, { since: '2021-04-26-beta' }),
  pdfSettingsInfo: optional(PdfSettingsInfo, { since: '2008-09-10' }),
  zipInfo: optional(ZipInfo),
  videoInfo: optional(VideoInfo),
  acoInfo: optional(AcoInfo),
  pdfInfo: optional(PdfInfo),
  psdInfo: optional(PsdInfo),
  flashInfo: optional(FlashInfo),
  inDesignInfo: optional(InDesignInfo),
  postScriptInfo: optional(PostScriptInfo, { since: '2008-01-15' }),
  illustratorInfo: optional(IllustratorInfo, { since: '2008-01-15' }),
  wordInfo: optional(WordInfo, { since: '2008-01-15' }),
  excelInfo: optional(ExcelInfo, { since: '2008-01-15' }),
  powerPointInfo: optional(PowerPointInfo, { since: '2008-01-15' }),
  rtfInfo: optional(RTFInfo, { since: '2008-01-15' }),
  maskInfo: optional(MaskInfo, { since: '2008-01-15' }),
  premiereExpressRemixInfo: optional(PremiereExpressRemixInfo, { since: '2008-09-10' }),
  cuePointInfo: optional(CuePointInfo, { since: '2008-09-10' }),
  audioInfo: optional(AudioInfo, { since: '2008-09-10' }),
  assetSetInfo: optional(AssetSetInfo, { since: '2009-07-31' }),
  masterVideoInfo: optional(MasterVideoInfo, { since: '2009-07-31' }),
  animatedGifInfo: optional(AnimatedGifInfo, { since: '2012-02-14' }),
  swcInfo: optional(SwcInfo, { since: '2012-02-14' }),
  cssInfo: optional(CssInfo, { since: '2012-02-14' }),
  javascriptInfo: optional(JavascriptInfo, { since: '2012-02-14' }),
  videoCaptionInfo: optional(VideoCaptionInfo, { since: '2008-01-15' }),
  permissions: optional(PermissionArray),
  threeDInfo: optional(ThreeDInfo, { since: '2021-04-26-beta' }),
})

export const AssetArray = arrayOf('AssetArray', Asset)

/** An asset as search over metadata finds it. */
export const AssetSummary = sequence('AssetSummary', {
  assetHandle: required(string),
  type: optional(string),
  name: optional(string),
  folder: optional(string),
  filename: optional(string),
  created: optional(dateTime),
  createUser: optional(string),
  lastModified: optional(dateTime),
  lastModifyUser: optional(string),
  metadataArray: optional(MetadataArray),
  score: optional(double),
  scoreDetail: optional(string),
})

export const AssetSummaryArray = arrayOf('AssetSummaryArray', AssetSummary)

/** How many assets there are of a type. */
export const AssetCount = sequence('AssetCount', {
  assetType: required(string),
  count: required(int),
})

export const AssetCountArray = arrayOf('AssetCountArray', AssetCount)

/** An entry of an archive; sizes in bytes. */
export const ZipEntry = sequence('ZipEntry', {
  name: required(string),
  isDirectory: required(boolean),
  lastModified: required(dateTime),
  compressedSize: required(long),
  uncompressedSize: required(long),
})

export const ZipEntryArray = arrayOf('ZipEntryArray', ZipEntry)
