import { dateTime, int, optional, required, sequence, string } from '../../../soap/schema.ts'
import { arrayOf } from './array-of.ts'
import { MetadataArray } from './metadata.ts'
import { SmartCrop } from './smart-crops.ts'

/** A sub-asset and the asset that owns it. */
export const SubAssetReference = sequence('SubAssetReference', {
  ownerHandle: required(string),
  subAssetHandle: required(string),
})

export const SubAssetReferenceArray = arrayOf('SubAssetReferenceArray', SubAssetReference)

/** A name and value of the user's own. */
export const UserData = sequence('UserData', {
  name: required(string),
  value: required(string),
})

export const UserDataArray = arrayOf('UserDataArray', UserData)

/** Something that belongs to one asset, such as a crop. */
export const SubAsset = sequence('SubAsset', {
  subAssetHandle: optional(string),
  type: optional(string),
  subType: optional(string),
  name: optional(string),
  created: optional(dateTime),
  createUser: optional(string),
  lastModified: optional(dateTime),
  lastModifyUser: optional(string),
  userDataArray: optional(UserDataArray),
  metadataArray: optional(MetadataArray),
  smartCrop: optional(SmartCrop),
})

export const SubAssetArray = arrayOf('SubAssetArray', SubAsset)

/** Why an operation failed for one sub-asset. */
export const SubAssetOperationFault = sequence('SubAssetOperationFault', {
  subAssetHandle: optional(string),
  subAssetName: optional(string),
  code: required(int),
  reason: required(string),
})

export const SubAssetOperationFaultArray = arrayOf('SubAssetOperationFaultArray', SubAssetOperationFault)
