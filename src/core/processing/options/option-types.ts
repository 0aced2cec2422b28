/** The options of upload jobs that change what is made of a file, as the API has them (facts: the IPS option types). */

export type Corner = 'UpperLeft' | 'UpperRight' | 'BottomLeft' | 'BottomRight'
export type RenderColorSpace = 'Auto' | 'Rgb' | 'Cmyk' | 'Gray'

/** IPS AutoColorCropOptions. */
export interface AutoColorCropOptions {
  /** Where the colour of the edges is taken from. */
  readonly corner: Corner
  /** 0 (exact) to 1. */
  readonly tolerance: number
}

/** IPS AutoTransparentCropOptions. */
export interface AutoTransparentCropOptions {
  /** 0 (only what is fully transparent goes) to 1. */
  readonly tolerance: number
}

/** IPS AutoSmartCropOptions: a named crop of that shape. */
export interface AutoSmartCropOptions {
  readonly name: string
  /** In pixels of the picture that is served by the name. */
  readonly width: number
  readonly height: number
  readonly type: string
}

/** IPS KnockoutBackgroundOptions. */
export interface KnockoutBackgroundOptions {
  readonly corner: Corner
  /** 0 (exact) to 1; absent: 0. */
  readonly tolerance?: number
  readonly fillMethod: 'FloodFill' | 'MatchPixel'
}

/** IPS PhotoshopOptions; older clients give the options of the layers on the type itself. */
export interface PhotoshopOptions {
  readonly process?: 'None' | 'MaintainLayers'
  readonly layerOptions?: PhotoshopLayerOptions
  readonly maintainLayers?: boolean
  readonly layerNaming?: LayerNaming
  readonly anchor?: LayerAnchor
}

export type LayerNaming = 'LayerName' | 'AppendNumber' | 'AppendName' | 'Folders'
export type LayerAnchor =
  | 'Center'
  | 'North'
  | 'Northwest'
  | 'West'
  | 'Southwest'
  | 'South'
  | 'Southeast'
  | 'East'
  | 'Northeast'

/** IPS PhotoshopLayerOptions. */
export interface PhotoshopLayerOptions {
  readonly layerNaming?: LayerNaming
  readonly anchor?: LayerAnchor
  readonly createTemplate?: boolean
  readonly extractText?: boolean
  readonly extendLayers?: boolean
}

/** What the IPS options of page formats share. */
export interface RenderOptions {
  /** Pixels per inch. */
  readonly resolution?: number
  readonly colorspace?: RenderColorSpace
}

/** IPS PostScriptOptions. */
export interface PostScriptOptions extends RenderOptions {
  readonly process?: 'None' | 'Rasterize'
  readonly alpha?: boolean
  readonly extractSearchWords?: boolean
}

/** IPS IllustratorOptions. */
export interface IllustratorOptions extends RenderOptions {
  readonly process?: 'None' | 'Rasterize'
  readonly alpha?: boolean
}

/** IPS PDFOptions. */
export interface PdfOptions extends RenderOptions {
  readonly process?: 'None' | 'Rasterize' | 'Thumbnail'
  readonly pdfCatalog?: boolean
  readonly extractSearchWords?: boolean
  readonly extractLinks?: boolean
}

/** IPS InDesignOptions. */
export interface InDesignOptions {
  readonly process?: string
}

/** IPS UnCompressOptions. */
export interface UnCompressOptions {
  readonly process: 'None' | 'UnCompress'
}

/** IPS CssOptions. */
export interface CssOptions {
  readonly forceStaticImages?: boolean
}

/** A colour profile asset whose handle was looked up. */
export interface ProfileFile {
  /** Blob key of the profile. */
  readonly key: string
  /** Asset name, for messages. */
  readonly name: string
}

/** IPS ColorManagementOptions, its handles looked up. */
export interface ColorManagement {
  readonly colorManagement: 'Default' | 'MaintainOriginal' | 'Convert'
  /** What a picture without a profile of its own is taken to be in; absent: what the library takes. */
  readonly source?: ProfileFile
  /** What Convert converts to; absent: sRGB. */
  readonly output?: ProfileFile
}

/** IPS VideoEncoding. Bit rates in kbit/s, sample rate in Hz, keyframe interval in frames. */
export interface VideoEncoding {
  readonly name: string
  readonly fileSuffix: string
  readonly playbackTarget?: string
  readonly width?: number
  readonly height?: number
  readonly videoCodec?: string
  readonly videoBitrate: number
  readonly minBitrate?: number
  readonly maxBitrate?: number
  readonly constantBitrate?: boolean
  readonly frameRate?: number
  readonly keyframeInterval?: number
  readonly h264Profile?: string
  readonly h264Level?: string
  readonly twoPass?: boolean
  readonly audioCodec?: string
  readonly audioBitrate: number
  readonly audioSampleRate?: number
  readonly advancedSettings?: { readonly items: readonly { readonly name: string; readonly value: string }[] }
}

/** The fields of a VideoEncoding that are numbers from 0 on. */
export const encodingNumbers = [
  'width',
  'height',
  'videoBitrate',
  'minBitrate',
  'maxBitrate',
  'frameRate',
  'keyframeInterval',
  'audioBitrate',
  'audioSampleRate',
] as const satisfies readonly (keyof VideoEncoding)[]

/** IPS AvsEncoding: the renditions of an adaptive video set. */
export interface AvsEncoding {
  readonly name: string
  readonly aspectRatio?: string
  readonly videoEncodingArray: { readonly items: readonly VideoEncoding[] }
}

/** IPS MediaOptions, its presets looked up and joined with the encodings given in place. */
export interface MediaProcessing {
  readonly encodings: readonly VideoEncoding[]
  readonly adaptiveSets: readonly AvsEncoding[]
  readonly smartCrops: readonly { readonly width: number; readonly height: number }[]
  /** How many frames a second are looked at to place the crops; absent: 1. */
  readonly smartCropSampleRate?: number
  readonly generateThumbnail: boolean
  /** In ms from the start of the video. */
  readonly thumbnailTime?: number
  /** False: the video itself joins its adaptive sets. */
  readonly excludeMaster: boolean
}
