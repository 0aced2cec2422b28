import { boolean, int, optional, required, sequence, string } from '../../../soap/schema.ts'
import { arrayOf } from './array-of.ts'
import { StringArray } from './value-arrays.ts'

/** A metadata field of a company. */
export const MetadataField = sequence('MetadataField', {
  fieldHandle: required(string),
  name: required(string),
  type: required(string),
  defaultValue: required(string),
  isRequired: required(boolean),
  isUserDefined: required(boolean),
  isHidden: required(boolean, { since: '2012-02-14' }),
  isEnforced: required(boolean, { since: '2008-01-15' }),
  isPublishData: required(boolean, { since: '2021-04-26-beta' }),
  initialTagValue: optional(string, { since: '2012-02-14' }),
})

export const MetadataFieldArray = arrayOf('MetadataFieldArray', MetadataField)

/** The metadata fields of an asset type. */
export const AssetMetadataFields = sequence('AssetMetadataFields', {
  assetType: required(string),
  fieldArray: required(MetadataFieldArray),
})

export const AssetMetadataFieldsArray = arrayOf('AssetMetadataFieldsArray', AssetMetadataFields)

/** The tags that a field knows. */
export const TagFieldValues = sequence('TagFieldValues', {
  fieldHandle: required(string),
  valueArray: required(StringArray),
})

export const TagFieldValuesArray = arrayOf('TagFieldValuesArray', TagFieldValues)

/** A tag and its new spelling. */
export const TagValueUpdate = sequence('TagValueUpdate', {
  oldValue: required(string),
  newValue: required(string),
})

export const TagValueUpdateArray = arrayOf('TagValueUpdateArray', TagValueUpdate)

/** A value and how often it is used. */
export const ValueCount = sequence('ValueCount', {
  value: required(string),
  count: optional(int),
})

export const ValueCountArray = arrayOf('ValueCountArray', ValueCount)

/** A metadata key that the company's assets use. */
export const CompanyMetadataInfo = sequence('CompanyMetadataInfo', {
  xid: required(string),
  xname: required(string),
  xtype: required(string),
})

export const CompanyMetadataInfoArray = arrayOf('CompanyMetadataInfoArray', CompanyMetadataInfo)
