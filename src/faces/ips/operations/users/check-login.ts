import { optional, required, sequence, string } from '../../../../soap/schema.ts'
import { parseCompanyHandle } from '../../handles.ts'
import { operation } from '../../operation.ts'
import { everyRole } from '../roles.ts'

/** Whether a user and a password belong together; a wrong password is an answer, not a fault. */
export const checkLogin = operation({
  name: 'checkLogin',
  roles: everyRole,
  request: sequence('', {
    companyHandle: optional(string),
    email: required(string),
    password: required(string),
  }),
  response: sequence('', { status: required(string, { oneOf: ['ValidLogin', 'InvalidLogin'] }) }),
  run: async ({ companyHandle, email, password }, { signIn, caller }) => {
    const companyId =
      companyHandle === undefined || companyHandle === '' ? undefined : parseCompanyHandle(companyHandle)
    const valid = await signIn.checkLogin({ user: email, password }, caller.address, companyId)
    return { status: valid ? 'ValidLogin' : 'InvalidLogin' } as const
  },
})
