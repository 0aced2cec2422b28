import { boolean, optional, required, sequence, string } from '../../../soap/schema.ts'
import { emailSettings } from './constants.ts'
import { KnockoutBackgroundOptions } from './crop-options.ts'
import {
  CssOptions,
  IllustratorOptions,
  InDesignOptions,
  PDFOptions,
  PhotoshopOptions,
  PostScriptOptions,
} from './document-options.ts'
import { afterwardsFields, cropFields, newestFields } from './ingest-fields.ts'
import { AutoSetCreationOptions, ColorManagementOptions, UnsharpMaskOptions } from './ingest-options.ts'
import { MediaOptions } from './media-options.ts'
import { HandleArray } from './value-arrays.ts'

/**
 * Processes stored source files again. Crop options exclude each other, and so do the publish jobs that
 * follow.
 */
export const ReprocessAssetsJob = sequence('ReprocessAssetsJob', {
  assetHandleArray: required(HandleArray),
  readyForPublish: optional(boolean, { since: '2008-09-10' }),
  synchronizationComplete: optional(boolean, { since: '2021-04-26-beta' }),
  preservePublishState: optional(boolean, { since: '2008-09-10' }),
  createMask: required(boolean),
  preserveCrop: optional(boolean, { since: '2008-09-10' }),
  overwriteAVS: optional(boolean, { since: '2021-04-26-beta' }),
  knockoutBackgroundOptions: optional(KnockoutBackgroundOptions, { alsoNamed: ['knockoutBackground'] }),
  ...cropFields,
  photoshopOptions: optional(PhotoshopOptions),
  postScriptOptions: optional(PostScriptOptions),
  pdfOptions: optional(PDFOptions),
  mediaOptions: optional(MediaOptions, { since: '2010-01-31' }),
  illustratorOptions: optional(IllustratorOptions),
  cssOptions: optional(CssOptions, { since: '2021-04-26-beta' }),
  colorManagementOptions: optional(ColorManagementOptions),
  autoSetCreationOptions: optional(AutoSetCreationOptions, { since: '2009-07-31' }),
  projectHandleArray: optional(HandleArray),
  emailSetting: required(string, { oneOf: emailSettings }),
  postJobOnlyIfFiles: optional(boolean),
  ...afterwardsFields,
  inDesignOptions: optional(InDesignOptions, { since: '2010-01-31' }),
  unsharpMaskOptions: optional(UnsharpMaskOptions),
  excludeMasterVideoFromAVS: optional(boolean),
  ...newestFields,
})
