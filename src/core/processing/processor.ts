import type { CropRect, ImageFacts, SmartCrop } from '../assets/asset.table.ts'
import type { NestedMessage } from '../messages/messages.ts'
import type { ArchiveLimits } from './archives/archive-limits.ts'
import type { AssetType } from './asset-type.ts'
import type { CropMargins } from './crop.ts'
import type { GeneratedAsset } from './generated-asset.ts'
import type {
  AutoColorCropOptions,
  AutoSmartCropOptions,
  AutoTransparentCropOptions,
  ColorManagement,
  CssOptions,
  IllustratorOptions,
  InDesignOptions,
  KnockoutBackgroundOptions,
  MediaProcessing,
  PdfOptions,
  PhotoshopOptions,
  PostScriptOptions,
} from './options/option-types.ts'
import type { FileProbe } from './probe-file.ts'
import type { UnsharpMaskOptions } from './unsharp-mask-options.ts'
import type { MediaLimits } from './video/media-limits.ts'

/** What the client asked for; the same for every file of a job. */
export interface ProcessingOptions {
  /** Taken off each side; absent or all zero: no crop. */
  readonly manualCropOptions?: CropMargins
  /** Sharpening of the pyramid; absent: none. */
  readonly unsharpMaskOptions?: UnsharpMaskOptions
  /** True: the alpha channel also becomes an image of its own. A file without alpha then simply has no mask. */
  readonly createMask: boolean
  /** Added to `dc.subject`; see `parseXmpKeywords`. Empty: none. */
  readonly xmpKeywords: readonly string[]
  readonly autoColorCropOptions?: AutoColorCropOptions
  readonly autoTransparentCropOptions?: AutoTransparentCropOptions
  /** Named crops to place around what matters; absent: none. */
  readonly smartCrops?: readonly AutoSmartCropOptions[]
  readonly knockoutBackgroundOptions?: KnockoutBackgroundOptions
  readonly colorManagement?: ColorManagement
  readonly photoshopOptions?: PhotoshopOptions
  readonly pdfOptions?: PdfOptions
  readonly postScriptOptions?: PostScriptOptions
  readonly illustratorOptions?: IllustratorOptions
  readonly inDesignOptions?: InDesignOptions
  readonly cssOptions?: CssOptions
  readonly media?: MediaProcessing
}

/** What one file may cost. */
export interface ProcessingLimits {
  /** Width times height of one page, as the file's header says. */
  readonly maxPixels: number
  /** Wall clock seconds that the library may work on one derived file. */
  readonly maxSeconds: number
  /** Layers of one Photoshop file; both ends of a group count. */
  readonly maxLayers: number
  /** Sum of width times height of the layers and masks of one Photoshop file. */
  readonly maxLayerPixels: number
  /** Width times height of a HEIC or JPEG 2000 file, which is decoded in memory as a whole. */
  readonly maxDecodedPixels: number
  /** Memory of another picture that its format, or turning it upright, has the image library hold as a whole, in bytes. */
  readonly maxDecodedBytes: number
  /** Pages of one document that become pictures; one with more is refused. */
  readonly maxPages: number
  /** Width times height of a page that is drawn; a larger one is drawn smaller. */
  readonly maxPagePixels: number
  /** Wall clock seconds of one run of Ghostscript or PDFium: to read a PostScript or PDF file, or to draw one of its pages. */
  readonly maxRipSeconds: number
  /** Memory of such a run, and of the drawing of one SVG, in bytes. */
  readonly maxRipBytes: number
  /** Of videos and sound. */
  readonly media: MediaLimits
  readonly archives: ArchiveLimits
}

export interface ProcessorInput {
  /** The original on local disk; read, never written. */
  readonly path: string
  /** The name as uploaded; for messages and, where content leaves a choice, for its extension. */
  readonly fileName: string
  /** In bytes. */
  readonly size: number
  /** A private, empty folder. Derived files are written into it; the caller removes it. */
  readonly workFolder: string
  /** True: pyramids keep every pixel as it is, because the picture is drawn; absent: by the kind of the file. */
  readonly lossless?: boolean
  readonly options: ProcessingOptions
  readonly limits: ProcessingLimits
  /** Checked between steps: a step of the image library runs to its end. */
  readonly signal: AbortSignal
  /** The path on this machine of a blob that an option names. Throws `not-found`. */
  readonly blobPath: (key: string) => Promise<string>
  /** Tells how much of a long work is done, 0 to 1. Cheap: most calls go nowhere. */
  readonly progress: (done: number) => void
}

/** A file made from the original. */
export interface DerivedFile {
  readonly role: 'pyramid' | 'mask'
  /** In the work folder. */
  readonly path: string
  readonly mimeType: string
}

export interface ProcessorResult {
  readonly assetType: AssetType
  /** Of the original, by its content. */
  readonly mimeType: string
  /** Absent for files that are no pictures, and for pictures that are stored as they are. */
  readonly image?: ImageFacts
  /** What delivery shows of the picture; absent: all of it. The pyramid always holds the whole picture. */
  readonly crop?: CropRect
  /** `namespace.Name` to text; a list is a JSON array of texts. Values are at most 64 KB and free of NUL. */
  readonly metadata: Readonly<Record<string, string>>
  readonly derived: readonly DerivedFile[]
  /** `content`: the pyramid is only a preview, and the public name is left to a generated asset. Absent: a pyramid is served. */
  readonly servedAs?: 'content'
  /** Assets that the file becomes beside its own; empty: none. Absent: the options say nothing about such assets. */
  readonly generated?: readonly GeneratedAsset[]
  /** The named crops that were asked for. */
  readonly smartCrops?: readonly SmartCrop[]
  /** For the job log: what the file or an option asked for and did not get. */
  readonly warnings: readonly NestedMessage[]
}

/** One way of turning files into assets. */
export interface Processor {
  readonly name: string
  /** Its work is done by other programs, and may take long; absent: by this process. */
  readonly inOtherPrograms?: true
  /** Whether a file of so many bytes is done in a moment and with little memory, so that two may be processed at a time; absent: none is. */
  readonly isSmall?: (probe: FileProbe, size: number) => boolean
  recognise(probe: FileProbe): boolean
  /**
   * Throws `bad-file` for damaged content, `too-large` beyond a limit, `storage-full`; the signal's reason when it
   * is aborted.
   */
  process(input: ProcessorInput, probe: FileProbe): Promise<ProcessorResult>
}
