import { int, required, sequence, string } from '../../../soap/schema.ts'
import { arrayOf } from './array-of.ts'

/** Why an operation failed for one asset. */
export const AssetOperationFault = sequence('AssetOperationFault', {
  assetHandle: required(string),
  code: required(int),
  reason: required(string),
})

export const AssetOperationFaultArray = arrayOf('AssetOperationFaultArray', AssetOperationFault)

/** Why a metadata value was not set. */
export const SetMetadataFault = sequence('SetMetadataFault', {
  assetHandle: required(string),
  fieldHandle: required(string),
  code: required(int),
  reason: required(string),
})

export const SetMetadataFaultArray = arrayOf('SetMetadataFaultArray', SetMetadataFault)

/** Why a tag was not changed. */
export const TagValueUpdateFault = sequence('TagValueUpdateFault', {
  value: required(string),
  code: required(int),
  reason: required(string),
})

export const TagValueUpdateFaultArray = arrayOf('TagValueUpdateFaultArray', TagValueUpdateFault)

/** Why an operation failed; part of the schema although no other type refers to it. */
export const OperationFault = sequence('OperationFault', {
  code: required(int),
  reason: required(string),
})

export const OperationFaultArray = arrayOf('OperationFaultArray', OperationFault)
