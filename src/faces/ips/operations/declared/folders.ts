import { int, optional, required, sequence, string } from '../../../../soap/schema.ts'
import type { AnyOperation } from '../../operation.ts'
import { Folder, FolderArray } from '../../types/folders.ts'
import { PermissionSetArray } from '../../types/permissions.ts'
import { StringArray } from '../../types/value-arrays.ts'
import { everyRole, everyRoleButPortalUser } from '../roles.ts'
import { declaredOperation } from './declared-operation.ts'
import { emptyResponse } from './responses.ts'
import { editors } from './role-sets.ts'

/** Folders. */
export const declaredFolderOperations: readonly AnyOperation[] = [
  declaredOperation({
    name: 'createFolder',
    roles: editors,
    request: sequence('', { companyHandle: required(string), folderPath: required(string) }),
    response: sequence('', { folderHandle: required(string) }),
  }),
  declaredOperation({
    name: 'deleteFolder',
    roles: editors,
    request: sequence('', { companyHandle: required(string), folderHandle: required(string) }),
    response: emptyResponse,
  }),
  declaredOperation({
    name: 'getFolderTree',
    roles: everyRoleButPortalUser,
    request: sequence('', {
      companyHandle: required(string),
      accessUserHandle: optional(string),
      accessGroupHandle: optional(string),
      folderPath: optional(string),
      depth: required(int),
      assetTypeArray: optional(StringArray),
      responseFieldArray: optional(StringArray),
      excludeFieldArray: optional(StringArray),
    }),
    response: sequence('', {
      folders: optional(Folder),
      permissionSetArray: optional(PermissionSetArray, { since: '2012-02-14' }),
    }),
  }),
  declaredOperation({
    name: 'getFolders',
    roles: everyRole,
    request: sequence('', {
      companyHandle: required(string),
      accessUserHandle: optional(string),
      accessGroupHandle: optional(string),
      folderPath: optional(string),
      assetTypeArray: optional(StringArray),
      responseFieldArray: optional(StringArray),
      excludeFieldArray: optional(StringArray),
    }),
    response: sequence('', {
      folderArray: optional(FolderArray),
      permissionSetArray: optional(PermissionSetArray, { since: '2012-02-14' }),
    }),
  }),
  declaredOperation({
    name: 'moveFolder',
    since: '2012-02-14',
    roles: editors,
    request: sequence('', {
      companyHandle: required(string),
      folderHandle: required(string),
      destFolderHandle: required(string),
    }),
    response: sequence('', { folderHandle: required(string) }),
  }),
  declaredOperation({
    name: 'renameFolder',
    roles: editors,
    request: sequence('', {
      companyHandle: required(string),
      folderHandle: required(string),
      folderName: required(string),
    }),
    response: sequence('', { folderHandle: required(string) }),
  }),
]
