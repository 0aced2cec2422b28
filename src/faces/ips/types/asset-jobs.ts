import { boolean, optional, required, sequence, string } from '../../../soap/schema.ts'
import { emailSettings, exportFormats } from './constants.ts'
import { KnockoutBackgroundOptions } from './crop-options.ts'
import { IllustratorOptions, InDesignOptions, PDFOptions, PostScriptOptions } from './document-options.ts'
import { afterwardsFields, cropFields } from './ingest-fields.ts'
import { AutoSetCreationOptions, ColorManagementOptions } from './ingest-options.ts'
import { HandleArray } from './value-arrays.ts'

/** Builds what is missing for images that are not optimised yet. */
export const OptimizeImagesJob = sequence('OptimizeImagesJob', {
  emailSetting: required(string, { oneOf: emailSettings }),
})

/** Renders stored PDF files again; `ReprocessAssetsJob` took its place. */
export const RipPdfsJob = sequence('RipPdfsJob', {
  pdfHandleArray: required(HandleArray),
  createMask: required(boolean),
  knockoutBackgroundOptions: optional(KnockoutBackgroundOptions, { alsoNamed: ['knockoutBackground'] }),
  ...cropFields,
  postScriptOptions: optional(PostScriptOptions),
  pdfOptions: optional(PDFOptions, { since: '2008-01-15' }),
  illustratorOptions: optional(IllustratorOptions, { since: '2008-01-15' }),
  colorManagementOptions: optional(ColorManagementOptions),
  projectHandleArray: optional(HandleArray),
  emailSetting: required(string, { oneOf: emailSettings }),
  ...afterwardsFields,
  inDesignOptions: optional(InDesignOptions, { since: '2010-01-31' }),
})

/** Runs set-generation scripts over existing assets. */
export const AutomatedSetGenerationJob = sequence('AutomatedSetGenerationJob', {
  assetHandleArray: required(HandleArray),
  destFolder: optional(string),
  readyForPublish: required(boolean),
  synchronizationComplete: optional(boolean, { since: '2021-04-26-beta' }),
  autoSetCreationOptions: required(AutoSetCreationOptions, { since: '2009-07-31' }),
  emailSetting: required(string, { oneOf: emailSettings }),
})

/** Writes the site map of videos; without `forceUpdate` only when the company has it automatic. */
export const CreateVideoSitemapJob = sequence('CreateVideoSitemapJob', {
  forceUpdate: optional(boolean),
})

/** Exports files as they came or converted by `is_modifier` or `macro`; the format of the macro wins. */
export const ExportJob = sequence('ExportJob', {
  assetHandleArray: required(HandleArray),
  fmt: required(string, { oneOf: exportFormats }),
  is_modifier: optional(string),
  macro: optional(string),
  emailSetting: required(string, { oneOf: emailSettings }),
  clientId: optional(string),
})
