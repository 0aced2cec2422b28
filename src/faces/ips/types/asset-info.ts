import { long, optional, sequence, string } from '../../../soap/schema.ts'
import { ConfigSettingArray } from './settings.ts'

/** Where the file of an asset is, below the image or content root, and its size in bytes. */
const sourceFile = {
  originalPath: optional(string),
  originalFile: optional(string),
  fileSize: optional(long),
}
/** The same for the types that got the size with version 4.0. */
const earlySourceFile = { ...sourceFile, fileSize: optional(long, { since: '2008-01-15' }) }

/** A colour swatch file. */
export const AcoInfo = sequence('AcoInfo', {
  ...earlySourceFile,
})

/** A sound file. */
export const AudioInfo = sequence('AudioInfo', {
  ...sourceFile,
})

/** A style sheet. */
export const CssInfo = sequence('CssInfo', {
  ...sourceFile,
})

/** Cue points of a video. */
export const CuePointInfo = sequence('CuePointInfo', {
  ...sourceFile,
})

/** A spreadsheet. */
export const ExcelInfo = sequence('ExcelInfo', {
  ...sourceFile,
})

/** A Flash file. */
export const FlashInfo = sequence('FlashInfo', {
  ...earlySourceFile,
})

/** A font file. */
export const FontInfo = sequence('FontInfo', {
  ...earlySourceFile,
})

/** A colour profile. */
export const IccProfileInfo = sequence('IccProfileInfo', {
  ...earlySourceFile,
})

/** An Illustrator file. */
export const IllustratorInfo = sequence('IllustratorInfo', {
  ...sourceFile,
})

/** An InDesign file. */
export const InDesignInfo = sequence('InDesignInfo', {
  ...earlySourceFile,
})

/** A script file. */
export const JavascriptInfo = sequence('JavascriptInfo', {
  ...sourceFile,
})

/** A PDF file. */
export const PdfInfo = sequence('PdfInfo', {
  ...earlySourceFile,
})

/** Settings for making PDF files. */
export const PdfSettingsInfo = sequence('PdfSettingsInfo', {
  ...sourceFile,
})

/** A PostScript or EPS file. */
export const PostScriptInfo = sequence('PostScriptInfo', {
  ...sourceFile,
})

/** A presentation. */
export const PowerPointInfo = sequence('PowerPointInfo', {
  ...sourceFile,
})

/** A remix of Premiere Express. */
export const PremiereExpressRemixInfo = sequence('PremiereExpressRemixInfo', {
  ...sourceFile,
})

/** A rich text file. */
export const RTFInfo = sequence('RTFInfo', {
  ...sourceFile,
})

/** A Flash component. */
export const SwcInfo = sequence('SwcInfo', {
  ...sourceFile,
})

/** Captions of a video. */
export const VideoCaptionInfo = sequence('VideoCaptionInfo', {
  ...sourceFile,
})

/** A viewer as Flash file. */
export const ViewerSwfInfo = sequence('ViewerSwfInfo', {
  ...earlySourceFile,
})

/** A Word document. */
export const WordInfo = sequence('WordInfo', {
  ...sourceFile,
})

/** An XML file. */
export const XmlInfo = sequence('XmlInfo', {
  ...earlySourceFile,
})

/** An XSLT file. */
export const XslInfo = sequence('XslInfo', {
  ...earlySourceFile,
})

/** An archive that was not unpacked. */
export const ZipInfo = sequence('ZipInfo', {
  ...earlySourceFile,
})

/** The definition of an asset set, in its own notation. */
export const AssetSetInfo = sequence('AssetSetInfo', {
  setDefinition: optional(string),
})

/** A viewer and its settings. */
export const ViewerPresetInfo = sequence('ViewerPresetInfo', {
  type: optional(string),
  configSettingArray: optional(ConfigSettingArray),
})
