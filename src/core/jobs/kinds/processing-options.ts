import type { ProcessingOptions } from '../../processing/processor.ts'
import { parseXmpKeywords } from '../../processing/xmp-keywords.ts'
import type { ItemContext } from '../job-kind.ts'
import { colorManagementOf } from './color-profiles.ts'
import { mediaProcessing } from './media-processing.ts'
import type { ProcessingFields } from './upload-options.ts'

/** Options that processors take as the client gave them. */
const asGiven = [
  'manualCropOptions',
  'unsharpMaskOptions',
  'autoColorCropOptions',
  'autoTransparentCropOptions',
  'knockoutBackgroundOptions',
  'photoshopOptions',
  'pdfOptions',
  'postScriptOptions',
  'illustratorOptions',
  'inDesignOptions',
  'cssOptions',
] as const satisfies readonly (keyof ProcessingFields & keyof ProcessingOptions)[]

/**
 * The part of a job's settings that changes what is made of a file, with its handles looked up. Fields that are absent stay
 * so: the result names the files made with it.
 */
export async function processingOptions(
  { db, company }: Pick<ItemContext, 'db' | 'company'>,
  options: ProcessingFields,
): Promise<ProcessingOptions> {
  const given = asGiven.filter((name) => options[name] !== undefined)
  const colorManagement = await colorManagementOf(db, company.id, options)
  const media = await mediaProcessing(db, company.id, options)
  const smartCrops = options.ignoreSmartCropGeneration ? [] : (options.autoSmartCropOptionsArray?.items ?? [])
  return {
    createMask: options.createMask,
    xmpKeywords: options.xmpKeywords === undefined ? [] : parseXmpKeywords(options.xmpKeywords),
    ...Object.fromEntries(given.map((name) => [name, options[name]])),
    ...(colorManagement && { colorManagement }),
    ...(media && { media }),
    ...(smartCrops.length > 0 && { smartCrops }),
  }
}
