import { optional, required, sequence, string } from '../../../../soap/schema.ts'
import { operation } from '../../operation.ts'
import { User } from '../../types/users.ts'
import { userView } from '../../views/user.ts'
import { everyRole } from '../roles.ts'
import { visibleUser } from './visible-user.ts'

/** A user by handle or address; without either, the caller. */
export const getUserInfo = operation({
  name: 'getUserInfo',
  roles: everyRole,
  request: sequence('', { userHandle: optional(string), email: optional(string) }),
  response: sequence('', { userInfo: required(User) }),
  run: async (request, call) => {
    const { user, memberships } = await visibleUser(call, request)
    return { userInfo: userView(user, memberships, call.version) }
  },
})
