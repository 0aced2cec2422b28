import type { MetadataUpdate } from '../../metadata/field-value.ts'
import type {
  AutoColorCropOptions,
  AutoSmartCropOptions,
  AutoTransparentCropOptions,
  AvsEncoding,
  CssOptions,
  IllustratorOptions,
  InDesignOptions,
  KnockoutBackgroundOptions,
  PdfOptions,
  PhotoshopOptions,
  PostScriptOptions,
  UnCompressOptions,
  VideoEncoding,
} from '../../processing/options/option-types.ts'
import type { ProcessingOptions } from '../../processing/processor.ts'

/**
 * The settings of an upload job (IPS UploadPostJob), validated by the face that took them. Fields that are not named
 * here are kept with the job.
 */
export interface UploadOptions extends ProcessingFields {
  readonly overwrite: boolean
  readonly readyForPublish: boolean
  /** Absent: the company's setting. */
  readonly preservePublishState?: boolean
  /** Absent: true. */
  readonly preserveCrop?: boolean
  readonly preserveSmartCrop?: boolean
  readonly emailSetting: string
  readonly unCompressOptions?: UnCompressOptions
  readonly autoSetCreationOptions?: { readonly autoSetsArray?: Items<string> }
  readonly projectHandleArray?: Items<string>
  readonly metadataOptions?: { readonly updateArray?: Items<MetadataUpdate> }
}

export interface Margins {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** The settings that change what is made of a file; reprocessing jobs have them too, as far as they apply. */
export interface ProcessingFields {
  readonly createMask: boolean
  /** In pixels taken off each side. */
  readonly manualCropOptions?: Margins
  readonly autoColorCropOptions?: AutoColorCropOptions
  readonly autoTransparentCropOptions?: AutoTransparentCropOptions
  readonly autoSmartCropOptionsArray?: Items<AutoSmartCropOptions>
  readonly ignoreSmartCropGeneration?: boolean
  readonly knockoutBackgroundOptions?: KnockoutBackgroundOptions
  readonly unsharpMaskOptions?: ProcessingOptions['unsharpMaskOptions']
  readonly colorManagementOptions?: ColorManagementOptions
  readonly photoshopOptions?: PhotoshopOptions
  readonly pdfOptions?: PdfOptions
  readonly postScriptOptions?: PostScriptOptions
  readonly illustratorOptions?: IllustratorOptions
  readonly inDesignOptions?: InDesignOptions
  readonly cssOptions?: CssOptions
  readonly mediaOptions?: MediaOptions
  /** Absent: true. */
  readonly excludeMasterVideoFromAVS?: boolean
  /** A comma list with the escapes `\\,` and `\\\\`. */
  readonly xmpKeywords?: string
}

/** IPS ColorManagementOptions; the profiles are asset handles. */
export interface ColorManagementOptions {
  readonly colorManagement: 'Default' | 'MaintainOriginal' | 'Convert'
  readonly sourceProfileHandle?: string
  readonly outputProfileHandle?: string
}

/** IPS MediaOptions; presets are handles of property sets. */
export interface MediaOptions {
  readonly videoEncodingPresetsArray?: Items<string>
  readonly videoEncodingArray?: Items<VideoEncoding>
  readonly videoSmartCropArray?: Items<{ readonly width?: number; readonly height?: number }>
  readonly videoSmartCropSampleRate?: number
  readonly avsEncodingArray?: Items<AvsEncoding>
  readonly generateThumbnail?: boolean
  readonly thumbnailOptions?: { readonly thumbnailTime?: number }
}

/** An array as the API wraps it. */
export interface Items<T> {
  readonly items: readonly T[]
}
