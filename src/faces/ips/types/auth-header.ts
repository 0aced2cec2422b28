import { boolean, int, optional, sequence, string } from '../../../soap/schema.ts'

/**
 * The header block that signs a request in, in the unversioned namespace. Every field may be absent here, because
 * clients leave out those that one or the other description of the API demands.
 */
export const AuthHeader = sequence('AuthHeader', {
  user: optional(string),
  password: optional(string),
  accessToken: optional(string, { since: '2021-04-26-beta' }),
  samlResponse: optional(string, { since: '2021-04-26-beta' }),
  locale: optional(string),
  appName: optional(string),
  appVersion: optional(string),
  gzipResponse: optional(boolean),
  faultHttpStatusCode: optional(int),
})
