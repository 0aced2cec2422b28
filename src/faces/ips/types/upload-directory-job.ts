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
import {
  AutoSetCreationOptions,
  ColorManagementOptions,
  UnCompressOptions,
  UnsharpMaskOptions,
} from './ingest-options.ts'
import { MediaOptions } from './media-options.ts'
import { HandleArray } from './value-arrays.ts'

/**
 * Takes in a directory of the server, once or on a schedule. Crop options exclude each other, and so do the
 * publish jobs that follow.
 */
export const UploadDirectoryJob = sequence('UploadDirectoryJob', {
  destFolder: optional(string),
  serverDir: required(string),
  overwrite: required(boolean),
  readyForPublish: required(boolean),
  preservePublishState: optional(boolean, { since: '2008-09-10' }),
  synchronizationComplete: optional(boolean, { since: '2021-04-26-beta' }),
  includeSubfolders: required(boolean),
  createMask: required(boolean),
  processMetadataFiles: required(boolean),
  preserveCrop: optional(boolean, { since: '2008-09-10' }),
  knockoutBackgroundOptions: optional(KnockoutBackgroundOptions, {
    since: '2008-01-15',
    alsoNamed: ['knockoutBackground'],
  }),
  ...cropFields,
  photoshopOptions: optional(PhotoshopOptions),
  postScriptOptions: optional(PostScriptOptions),
  pdfOptions: optional(PDFOptions, { since: '2008-01-15' }),
  illustratorOptions: optional(IllustratorOptions, { since: '2008-01-15' }),
  cssOptions: optional(CssOptions, { since: '2021-04-26-beta' }),
  colorManagementOptions: optional(ColorManagementOptions),
  autoSetCreationOptions: optional(AutoSetCreationOptions, { since: '2009-07-31' }),
  projectHandleArray: optional(HandleArray),
  emailSetting: required(string, { oneOf: emailSettings }),
  postJobOnlyIfFiles: optional(boolean),
  ...afterwardsFields,
  mediaOptions: optional(MediaOptions, { since: '2010-01-31' }),
  inDesignOptions: optional(InDesignOptions, { since: '2010-01-31' }),
  xmpKeywords: optional(string, { since: '2010-01-31-beta' }),
  unsharpMaskOptions: optional(UnsharpMaskOptions, { since: '2008-01-15' }),
  unCompressOptions: optional(UnCompressOptions, { since: '2008-01-15' }),
  excludeMasterVideoFromAVS: optional(boolean, { since: '2008-01-15' }),
  ...newestFields,
})
