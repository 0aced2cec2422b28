import { boolean, optional, required, sequence, string } from '../../../soap/schema.ts'
import { arrayOf } from './array-of.ts'
import { permissionTypes } from './repository-constants.ts'

/** What a group may do with a folder or an asset. */
export const Permission = sequence('Permission', {
  groupHandle: optional(string),
  groupName: optional(string),
  permissionType: optional(string),
  isAllowed: optional(boolean),
  isOverride: optional(boolean),
})

export const PermissionArray = arrayOf('PermissionArray', Permission)

/** Permissions that folders share. */
export const PermissionSet = sequence('PermissionSet', {
  permissionSetHandle: optional(string),
  permissionArray: optional(PermissionArray),
})

export const PermissionSetArray = arrayOf('PermissionSetArray', PermissionSet)

/** A permission to set. */
export const PermissionUpdate = sequence('PermissionUpdate', {
  groupHandle: required(string),
  permissionType: required(string, { oneOf: permissionTypes }),
  isAllowed: required(boolean),
  isOverride: required(boolean),
})

export const PermissionUpdateArray = arrayOf('PermissionUpdateArray', PermissionUpdate)

/** A group of users of a company. */
export const Group = sequence('Group', {
  groupHandle: required(string),
  companyHandle: required(string),
  name: required(string),
  isSystemDefined: required(boolean),
})

export const GroupArray = arrayOf('GroupArray', Group)
