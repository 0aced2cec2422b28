import { boolean, required, sequence, string } from '../../../../soap/schema.ts'
import type { AnyOperation } from '../../operation.ts'
import { PermissionUpdateArray } from '../../types/permissions.ts'
import { declaredOperation } from './declared-operation.ts'
import { emptyResponse } from './responses.ts'
import { companyAdmins, companyAndTrialAdmins } from './role-sets.ts'

/** Permissions of groups on assets, folders and property sets. */
export const declaredPermissionOperations: readonly AnyOperation[] = [
  declaredOperation({
    name: 'removeAssetPermissions',
    roles: companyAdmins,
    request: sequence('', { companyHandle: required(string), assetHandle: required(string) }),
    response: emptyResponse,
  }),
  declaredOperation({
    name: 'removeFolderPermissions',
    roles: companyAdmins,
    request: sequence('', {
      companyHandle: required(string),
      folderHandle: required(string),
      updateChildren: required(boolean),
    }),
    response: emptyResponse,
  }),
  declaredOperation({
    name: 'removePropertySetPermissions',
    since: '2010-01-31-beta',
    roles: companyAndTrialAdmins,
    request: sequence('', { setHandle: required(string) }),
    response: emptyResponse,
  }),
  declaredOperation({
    name: 'setAssetPermissions',
    roles: companyAdmins,
    request: sequence('', {
      companyHandle: required(string),
      assetHandle: required(string),
      permissionArray: required(PermissionUpdateArray),
    }),
    response: emptyResponse,
  }),
  declaredOperation({
    name: 'setFolderPermissions',
    roles: companyAdmins,
    request: sequence('', {
      companyHandle: required(string),
      folderHandle: required(string),
      setChildren: required(boolean),
      permissionArray: required(PermissionUpdateArray),
    }),
    response: emptyResponse,
  }),
  declaredOperation({
    name: 'setPropertySetPermissions',
    since: '2010-01-31-beta',
    roles: companyAndTrialAdmins,
    request: sequence('', { setHandle: required(string), permissionArray: required(PermissionUpdateArray) }),
    response: emptyResponse,
  }),
  declaredOperation({
    name: 'updateAssetPermissions',
    roles: companyAdmins,
    request: sequence('', {
      companyHandle: required(string),
      assetHandle: required(string),
      updateArray: required(PermissionUpdateArray),
    }),
    response: emptyResponse,
  }),
  declaredOperation({
    name: 'updateFolderPermissions',
    roles: companyAdmins,
    request: sequence('', {
      companyHandle: required(string),
      folderHandle: required(string),
      updateChildren: required(boolean),
      updateArray: required(PermissionUpdateArray),
    }),
    response: emptyResponse,
  }),
  declaredOperation({
    name: 'updatePropertySetPermissions',
    since: '2010-01-31-beta',
    roles: companyAndTrialAdmins,
    request: sequence('', { setHandle: required(string), updateArray: required(PermissionUpdateArray) }),
    response: emptyResponse,
  }),
]
