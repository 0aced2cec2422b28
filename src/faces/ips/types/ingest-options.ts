import { double, int, optional, required, sequence, string } from '../../../soap/schema.ts'
import { colorManagementModes, unCompressProcesses } from './constants.ts'
import { MetadataUpdateArray } from './metadata.ts'
import { HandleArray } from './value-arrays.ts'

/** Colour conversion on ingest; the profiles are handles of IccProfile assets. */
export const ColorManagementOptions = sequence('ColorManagementOptions', {
  colorManagement: required(string, { oneOf: colorManagementModes }),
  sourceProfileHandle: optional(string),
  outputProfileHandle: optional(string),
})

/**
 * Sharpening of the image pyramid. Radius in pixels, threshold in steps of 8 bits; monochrome 1 sharpens
 * brightness only.
 */
export const UnsharpMaskOptions = sequence('UnsharpMaskOptions', {
  amount: optional(double, { min: 0, max: 5 }),
  radius: optional(double, { min: 0, max: 250 }),
  threshold: optional(int, { min: 0, max: 255 }),
  monochrome: optional(int, { oneOf: [0, 1] }),
})

/** Whether archives are kept as they are or unpacked; the values are case-sensitive. */
export const UnCompressOptions = sequence('UnCompressOptions', {
  process: required(string, { oneOf: unCompressProcesses }),
})

/** Set-generation scripts to run, as handles of property sets. */
export const AutoSetCreationOptions = sequence('AutoSetCreationOptions', {
  autoSetsArray: optional(HandleArray),
})

/** Metadata to set on the new assets. */
export const MetadataOptions = sequence('MetadataOptions', {
  updateArray: optional(MetadataUpdateArray),
})
