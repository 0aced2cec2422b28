import { optional, required, sequence, string } from '../../../../soap/schema.ts'
import type { AnyOperation } from '../../operation.ts'
import { ConfigSettingArray } from '../../types/settings.ts'
import { declaredOperation } from './declared-operation.ts'
import { emptyResponse } from './responses.ts'
import { companyAdmins, companyAndTrialAdmins } from './role-sets.ts'

/** Settings of the servers that are published to. */
export const declaredPublishSettingOperations: readonly AnyOperation[] = [
  declaredOperation({
    name: 'getImageRenderingPublishSettings',
    since: '2008-01-15',
    roles: companyAndTrialAdmins,
    request: sequence('', {
      companyHandle: required(string),
      contextHandle: optional(string, { since: '2012-02-14' }),
    }),
    response: sequence('', { publishSettingArray: required(ConfigSettingArray) }),
  }),
  declaredOperation({
    name: 'getImageServingPublishSettings',
    since: '2008-01-15',
    roles: companyAndTrialAdmins,
    request: sequence('', {
      companyHandle: required(string),
      contextHandle: optional(string, { since: '2012-02-14' }),
    }),
    response: sequence('', { publishSettingArray: required(ConfigSettingArray) }),
  }),
  declaredOperation({
    name: 'getSecureISAuthToken',
    since: '2021-04-26-beta',
    roles: companyAdmins,
    request: sequence('', { companyHandle: required(string) }),
    response: sequence('', { SecureISAuthToken: required(string) }),
  }),
  declaredOperation({
    name: 'setImageRenderingPublishSettings',
    since: '2008-01-15',
    roles: companyAndTrialAdmins,
    request: sequence('', {
      companyHandle: required(string),
      contextHandle: optional(string, { since: '2012-02-14' }),
      publishSettingArray: required(ConfigSettingArray),
    }),
    response: emptyResponse,
  }),
  declaredOperation({
    name: 'setImageServingPublishSettings',
    since: '2008-01-15',
    roles: companyAndTrialAdmins,
    request: sequence('', {
      companyHandle: required(string),
      contextHandle: optional(string, { since: '2012-02-14' }),
      publishSettingArray: required(ConfigSettingArray),
    }),
    response: emptyResponse,
  }),
]
