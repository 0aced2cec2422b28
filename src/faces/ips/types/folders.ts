import {
  boolean,
  dateTime,
  many,
  optional,
  required,
  type SequenceType,
  type Static,
  sequence,
  string,
} from '../../../soap/schema.ts'
import { arrayOf } from './array-of.ts'
import { PermissionArray } from './permissions.ts'

/** The value of a `Folder`; spelt out because a type that holds itself can not be inferred. */
export interface FolderValue {
  readonly folderHandle?: string | undefined
  readonly path?: string | undefined
  readonly permissions?: Static<typeof PermissionArray> | undefined
  readonly lastModified?: Date | undefined
  readonly childLastModified?: Date | undefined
  readonly permissionSetHandle?: string | undefined
  readonly hasSubfolders?: boolean | undefined
  readonly subfolderArray?: { readonly items: readonly FolderValue[] } | undefined
}

/** A folder and, as deep as asked for, those inside. Permission sets took the place of `permissions`. */
export const Folder: SequenceType<FolderValue> = sequence('Folder', {
  folderHandle: optional(string),
  path: optional(string),
  permissions: optional(PermissionArray, { until: '2012-02-14' }),
  lastModified: optional(dateTime, { since: '2008-01-15' }),
  childLastModified: optional(dateTime, { since: '2008-01-15' }),
  permissionSetHandle: optional(string, { since: '2012-02-14' }),
  hasSubfolders: optional(boolean),
  subfolderArray: optional(() => FolderArray),
})

export const FolderArray = sequence('FolderArray', { items: many(Folder) })

/** A collection of assets. */
export const Project = sequence('Project', {
  projectHandle: required(string),
  name: required(string),
})

export const ProjectArray = arrayOf('ProjectArray', Project)
