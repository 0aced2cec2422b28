import { dateTime, int, optional, required, sequence, string } from '../../../../soap/schema.ts'
import type { AnyOperation } from '../../operation.ts'
import { UrlArray } from '../../types/value-arrays.ts'
import { declaredOperation } from './declared-operation.ts'

/** Caches in front of the image server. */
export const declaredCdnOperations: readonly AnyOperation[] = [
  declaredOperation({
    name: 'cdnCacheInvalidation',
    since: '2010-01-31',
    roles: ['IpsAdmin', 'IpsCompanyAdmin'],
    request: sequence('', { companyHandle: required(string), urlArray: required(UrlArray) }),
    response: sequence('', { invalidationHandle: required(string), estimatedSeconds: required(int) }),
  }),
  declaredOperation({
    name: 'getCdnCacheInvalidationStatus',
    since: '2021-04-26-beta',
    deprecated: true,
    roles: ['IpsAdmin', 'IpsCompanyAdmin'],
    request: sequence('', { companyHandle: required(string), invalidationHandle: required(string) }),
    response: sequence('', {
      status: required(string),
      pingAfterSeconds: optional(int),
      completionTime: optional(dateTime),
    }),
  }),
]
