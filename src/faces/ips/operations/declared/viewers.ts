import { optional, required, sequence, string } from '../../../../soap/schema.ts'
import type { AnyOperation } from '../../operation.ts'
import { ConfigSettingArray } from '../../types/settings.ts'
import { declaredOperation } from './declared-operation.ts'
import { emptyResponse } from './responses.ts'
import { companyAndTrialAdmins } from './role-sets.ts'

/** Viewers and their presets. */
export const declaredViewerOperations: readonly AnyOperation[] = [
  declaredOperation({
    name: 'createViewerPreset',
    since: '2008-01-15',
    roles: companyAndTrialAdmins,
    request: sequence('', {
      companyHandle: required(string),
      folderHandle: required(string),
      name: required(string),
      type: required(string),
      configSettingArray: optional(ConfigSettingArray),
    }),
    response: sequence('', { viewerPresetHandle: required(string) }),
  }),
  declaredOperation({
    name: 'getViewerConfigSettings',
    since: '2008-01-15',
    roles: companyAndTrialAdmins,
    request: sequence('', {
      companyHandle: required(string, { since: '2012-02-14' }),
      assetHandle: required(string),
    }),
    response: sequence('', { type: required(string), configSettingArray: required(ConfigSettingArray) }),
  }),
  declaredOperation({
    name: 'setViewerConfigSettings',
    since: '2008-01-15',
    roles: companyAndTrialAdmins,
    request: sequence('', {
      companyHandle: required(string, { since: '2012-02-14' }),
      assetHandle: required(string),
      name: required(string),
      type: required(string),
      configSettingArray: required(ConfigSettingArray),
    }),
    response: emptyResponse,
  }),
  declaredOperation({
    name: 'updateViewerConfigSettings',
    since: '2008-01-15',
    roles: companyAndTrialAdmins,
    request: sequence('', {
      companyHandle: required(string, { since: '2012-02-14' }),
      assetHandle: required(string),
      configSettingArray: required(ConfigSettingArray),
    }),
    response: emptyResponse,
  }),
]
