import type { ProcessingOptions } from '../../processing/processor.ts'
import { parseXmpKeywords } from '../../processing/xmp-keywords.ts'
import type { LogLine } from '../job-log.ts'

/**
 * The settings of an upload job (IPS UploadPostJob), validated by the face that took them. Fields that are not named
 * here are kept with the job, and `optionWarnings` tells which of them ask for something.
 */
export interface UploadOptions {
  readonly overwrite: boolean
  readonly readyForPublish: boolean
  /** Absent: the company's setting. */
  readonly preservePublishState?: boolean
  readonly createMask: boolean
  /** Absent: true. */
  readonly preserveCrop?: boolean
  /** In pixels taken off each side. */
  readonly manualCropOptions?: Margins
  readonly unsharpMaskOptions?: ProcessingOptions['unsharpMaskOptions']
  readonly emailSetting: string
  /** A comma list with the escapes `\,` and `\\`. */
  readonly xmpKeywords?: string
}

export interface Margins {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

type ProcessingFields = Pick<
  UploadOptions,
  'createMask' | 'xmpKeywords' | 'manualCropOptions' | 'unsharpMaskOptions'
>

/** The part of the settings that changes what is made of a file. */
export function processingOptions(options: ProcessingFields): ProcessingOptions {
  return {
    createMask: options.createMask,
    xmpKeywords: options.xmpKeywords === undefined ? [] : parseXmpKeywords(options.xmpKeywords),
    ...(options.manualCropOptions && { manualCropOptions: options.manualCropOptions }),
    ...(options.unsharpMaskOptions && { unsharpMaskOptions: options.unsharpMaskOptions }),
  }
}

/** Options without a processor, each with the values of its fields that ask for nothing. */
const notCarriedOut: Readonly<Record<string, (value: object) => boolean>> = {
  knockoutBackgroundOptions: () => true,
  autoColorCropOptions: () => true,
  autoTransparentCropOptions: () => true,
  autoSmartCropOptionsArray: hasItems,
  photoshopOptions: processIsSet,
  postScriptOptions: processIsSet,
  pdfOptions: processIsSet,
  illustratorOptions: processIsSet,
  inDesignOptions: processIsSet,
  unCompressOptions: processIsSet,
  cssOptions: () => true,
  colorManagementOptions: (value) => !('colorManagement' in value && value.colorManagement === 'Default'),
  autoSetCreationOptions: (value) => 'autoSetsArray' in value && hasItems(Object(value.autoSetsArray)),
  projectHandleArray: hasItems,
  mediaOptions: (value) => Object.keys(value).length > 0,
  excludeMasterVideoFromAVS: isTrue,
  metadataOptions: (value) => 'updateArray' in value && hasItems(Object(value.updateArray)),
  preserveSmartCrop: isTrue,
  ignoreSmartCropGeneration: isTrue,
}

/** A line for each option that asks for something which nothing carries out. */
export function optionWarnings(params: object): LogLine[] {
  const given = new Map(Object.entries(params))
  return Object.entries(notCarriedOut)
    .filter(([name, asksForSomething]) => {
      const value: unknown = given.get(name)
      return value !== undefined && value !== null && asksForSomething(Object(value))
    })
    .map(([option]) => ({ type: 'UploadWarning', message: 'optionNotCarriedOut', args: { option } }))
}

function hasItems(value: object): boolean {
  return 'items' in value && Array.isArray(value.items) && value.items.length > 0
}

function isTrue(value: object): boolean {
  return value.valueOf() === true
}

function processIsSet(value: object): boolean {
  return 'process' in value && value.process !== undefined && value.process !== 'None'
}
