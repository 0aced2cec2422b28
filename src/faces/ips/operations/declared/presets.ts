import { boolean, double, int, optional, required, sequence, string } from '../../../../soap/schema.ts'
import type { AnyOperation } from '../../operation.ts'
import { ImageFormatArray } from '../../types/settings.ts'
import { VignettePublishFormatArray } from '../../types/vignettes.ts'
import { declaredOperation } from './declared-operation.ts'
import { emptyResponse } from './responses.ts'
import { adminsAndIpsUsers, companyAndTrialAdmins, everyRoleButTrial } from './role-sets.ts'

/** Image presets and formats of vignettes. */
export const declaredPresetOperations: readonly AnyOperation[] = [
  declaredOperation({
    name: 'createVignettePublishFormat',
    since: '2008-01-15',
    roles: companyAndTrialAdmins,
    request: sequence('', {
      companyHandle: required(string),
      name: required(string),
      targetWidth: required(int),
      targetHeight: required(int),
      createPyramid: required(boolean),
      thumbWidth: required(int),
      saveAsVersion: required(int),
      sizeSuffixSeparator: required(string),
      // The schema demands it, the operation's page does not.
      sharpen: optional(int),
      usmAmount: required(double),
      usmRadius: required(double),
      usmThreshold: required(int, { min: 0, max: 255 }),
    }),
    response: sequence('', { vignetteFormatHandle: required(string) }),
  }),
  declaredOperation({
    name: 'deleteImageFormat',
    roles: adminsAndIpsUsers,
    request: sequence('', { companyHandle: required(string), imageFormatHandle: required(string) }),
    response: emptyResponse,
  }),
  declaredOperation({
    name: 'deleteVignettePublishFormat',
    since: '2008-01-15',
    roles: companyAndTrialAdmins,
    request: sequence('', { companyHandle: required(string), vignetteFormatHandle: required(string) }),
    response: emptyResponse,
  }),
  declaredOperation({
    name: 'getImageFormats',
    roles: everyRoleButTrial,
    request: sequence('', { companyHandle: required(string) }),
    response: sequence('', { imageFormatArray: required(ImageFormatArray) }),
  }),
  declaredOperation({
    name: 'getVignettePublishFormats',
    since: '2008-01-15',
    roles: companyAndTrialAdmins,
    request: sequence('', { companyHandle: required(string) }),
    response: sequence('', { vignetteFormatArray: required(VignettePublishFormatArray) }),
  }),
  declaredOperation({
    name: 'saveImageFormat',
    roles: adminsAndIpsUsers,
    request: sequence('', {
      companyHandle: required(string),
      imageFormatHandle: optional(string),
      name: required(string),
      urlModifier: required(string),
    }),
    response: sequence('', { imageFormatHandle: required(string) }),
  }),
  declaredOperation({
    name: 'updateVignettePublishFormat',
    since: '2008-01-15',
    roles: companyAndTrialAdmins,
    request: sequence('', {
      companyHandle: required(string),
      vignetteFormatHandle: required(string),
      name: optional(string),
      targetWidth: optional(int),
      targetHeight: optional(int),
      createPyramid: optional(boolean),
      thumbWidth: optional(int),
      saveAsVersion: optional(int),
      sizeSuffixSeparator: optional(string),
      sharpen: optional(int),
      usmAmount: optional(double),
      usmRadius: optional(double),
      usmThreshold: optional(int, { min: 0, max: 255 }),
    }),
    response: sequence('', { vignetteFormatHandle: required(string) }),
  }),
]
