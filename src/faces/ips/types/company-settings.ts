import { boolean, dateTime, int, long, optional, required, sequence, string } from '../../../soap/schema.ts'
import { arrayOf } from './array-of.ts'
import { Asset } from './asset.ts'

/** How a company's assets are handled; `diskSpaceWarningMin` in kilobytes. */
export const CompanySettings = sequence('CompanySettings', {
  overwriteMode: required(string),
  retainPublishState: required(boolean),
  defaultSourceProfile: required(Asset),
  defaultDisplayProfile: required(Asset),
  iptcExifMappingXslt: optional(Asset),
  xmpMappingXslt: optional(Asset),
  diskSpaceWarningMin: required(int),
  emailTrashCleanupWarning: required(boolean),
  fileExtOpt: optional(string, { since: '2021-04-26-beta' }),
  immediateDelete: required(boolean, { since: '2021-04-26-beta' }),
  applySmartCropsOnPDF: required(boolean, { since: '2021-04-26-beta' }),
  applySmartCropsOnPSD: required(boolean, { since: '2021-04-26-beta' }),
  companyDMVersion: required(string, { since: '2021-04-26-beta' }),
  psdTemplatesThreshold: required(int, { since: '2021-04-26-beta' }),
})

/** The files a company has stored, in kilobytes, and when that last changed. */
export const DiskUsage = sequence('DiskUsage', {
  companyHandle: required(string),
  companyName: required(string),
  imageCount: required(int),
  diskSpaceUsage: required(long),
  lastModified: required(dateTime),
})

export const DiskUsageArray = arrayOf('DiskUsageArray', DiskUsage)
