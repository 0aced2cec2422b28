import { dateTime, double, int, optional, required, sequence, string } from '../../../../soap/schema.ts'
import type { AnyOperation } from '../../operation.ts'
import { MPEventArray } from '../../types/media-portal.ts'
import { systemProperties } from '../../types/repository-constants.ts'
import { PropertyArray } from '../../types/settings.ts'
import { everyRole } from '../roles.ts'
import { declaredOperation } from './declared-operation.ts'
import { emptyResponse } from './responses.ts'
import { companyAdmins } from './role-sets.ts'

/** Properties of the server, and the events of the Media Portal. */
export const declaredSystemOperations: readonly AnyOperation[] = [
  declaredOperation({
    name: 'addMediaPortalEvent',
    since: '2010-01-31',
    deprecated: true,
    roles: companyAdmins,
    request: sequence('', {
      eventType: required(string),
      ipsUser: required(string),
      companyHandle: required(string),
      jobName: required(string),
      jobDescription: required(string),
      string1: optional(string),
      string2: optional(string),
      string3: optional(string),
      string4: optional(string),
      string5: optional(string),
      int1: optional(int),
      int2: optional(int),
      int3: optional(int),
      int4: optional(int),
      int5: optional(int),
      float1: optional(double),
      float2: optional(double),
      float3: optional(double),
      time1: optional(dateTime),
    }),
    response: emptyResponse,
  }),
  declaredOperation({
    name: 'getMediaPortalEvent',
    since: '2010-01-31',
    deprecated: true,
    roles: companyAdmins,
    request: sequence('', {
      eventType: optional(string),
      ipsUser: optional(string),
      companyHandle: optional(string),
      jobName: optional(string),
      jobDescription: optional(string),
      beforeDate: optional(dateTime),
      afterDate: optional(dateTime),
    }),
    response: sequence('', { MediaPortalEventArray: required(MPEventArray) }),
  }),
  declaredOperation({
    name: 'getProperty',
    roles: everyRole,
    request: sequence('', { name: required(string, { oneOf: systemProperties, ignoreCase: true }) }),
    response: sequence('', { value: required(string) }),
  }),
  declaredOperation({
    name: 'getSystemProperties',
    since: '2008-09-10',
    roles: everyRole,
    request: sequence('', {}),
    response: sequence('', { propertyArray: required(PropertyArray) }),
  }),
]
