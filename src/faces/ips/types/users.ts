import { boolean, dateTime, optional, required, sequence, string } from '../../../soap/schema.ts'
import { arrayOf } from './array-of.ts'

/** Someone who can sign in. */
export const User = sequence('User', {
  userHandle: required(string),
  firstName: required(string),
  lastName: required(string),
  email: required(string),
  imsUserId: optional(string, { since: '2021-04-26-beta' }),
  isValid: required(boolean),
  isIpsAdmin: required(boolean, { since: '2021-04-26-beta' }),
  defaultRole: optional(string, { since: '2012-02-14' }),
  role: optional(string),
  passwordExpires: optional(dateTime),
})

export const UserArray = arrayOf('UserArray', User)
