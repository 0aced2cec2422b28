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
import { cropFields, newestFields } from './ingest-fields.ts'
import {
  AutoSetCreationOptions,
  ColorManagementOptions,
  UnCompressOptions,
  UnsharpMaskOptions,
} from './ingest-options.ts'
import { MediaOptions } from './media-options.ts'
import { HandleArray } from './value-arrays.ts'

/** Settings of an upload over HTTP. The three crop options exclude each other. */
export const UploadPostJob = sequence('UploadPostJob', {
  overwrite: required(boolean),
  readyForPublish: required(boolean),
  preservePublishState: optional(boolean),
  synchronizationComplete: optional(boolean, { since: '2021-04-26-beta' }),
  createMask: required(boolean),
  preserveCrop: optional(boolean),
  knockoutBackgroundOptions: optional(KnockoutBackgroundOptions, { alsoNamed: ['knockoutBackground'] }),
  ...cropFields,
  photoshopOptions: optional(PhotoshopOptions),
  postScriptOptions: optional(PostScriptOptions),
  pdfOptions: optional(PDFOptions, { since: '2008-01-15' }),
  illustratorOptions: optional(IllustratorOptions, {
    since: '2008-01-15',
    alsoNamed: ['IllustratorOptions'],
  }),
  cssOptions: optional(CssOptions, { since: '2021-04-26-beta' }),
  colorManagementOptions: optional(ColorManagementOptions),
  autoSetCreationOptions: optional(AutoSetCreationOptions, { since: '2009-07-31' }),
  projectHandleArray: optional(HandleArray),
  emailSetting: required(string, { oneOf: emailSettings }),
  postHttpUrl: optional(string),
  mediaOptions: optional(MediaOptions, { since: '2010-01-31' }),
  inDesignOptions: optional(InDesignOptions, { since: '2010-01-31' }),
  xmpKeywords: optional(string),
  unsharpMaskOptions: optional(UnsharpMaskOptions),
  unCompressOptions: optional(UnCompressOptions),
  excludeMasterVideoFromAVS: optional(boolean),
  ...newestFields,
})
