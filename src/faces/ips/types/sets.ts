import { boolean, optional, required, sequence, string } from '../../../soap/schema.ts'
import { arrayOf } from './array-of.ts'
import { Asset } from './asset.ts'

/** An asset in a set; `pageReset` starts a new page or view with it. */
export const ImageSetMember = sequence('ImageSetMember', {
  asset: optional(Asset),
  pageReset: optional(boolean),
})

export const ImageSetMemberArray = arrayOf('ImageSetMemberArray', ImageSetMember)

/** A member to be put into a set; `pageReset` matters for render sets and catalogues. */
export const ImageSetMemberUpdate = sequence('ImageSetMemberUpdate', {
  assetHandle: required(string),
  pageReset: required(boolean),
})

export const ImageSetMemberUpdateArray = arrayOf('ImageSetMemberUpdateArray', ImageSetMemberUpdate)
