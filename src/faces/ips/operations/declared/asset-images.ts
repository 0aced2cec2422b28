import { int, optional, required, sequence, string } from '../../../../soap/schema.ts'
import type { AnyOperation } from '../../operation.ts'
import { AutoColorCropOptions, AutoTransparentCropOptions } from '../../types/crop-options.ts'
import { PerspectiveQuad } from '../../types/smart-crops.ts'
import { StringArray } from '../../types/value-arrays.ts'
import { declaredOperation } from './declared-operation.ts'
import { emptyResponse } from './responses.ts'
import { editors, everyRoleButTrial } from './role-sets.ts'

/** Images: views, copies, masks, crops and paths. */
export const declaredAssetImageOperations: readonly AnyOperation[] = [
  declaredOperation({
    name: 'copyImage',
    since: '2008-01-15',
    roles: editors,
    request: sequence('', {
      companyHandle: required(string),
      assetHandle: required(string),
      folderHandle: required(string),
      name: required(string),
      urlModifier: required(string),
    }),
    response: sequence('', { assetHandle: required(string) }),
  }),
  declaredOperation({
    name: 'createDerivedAsset',
    since: '2008-01-15',
    roles: editors,
    request: sequence('', {
      companyHandle: required(string),
      ownerHandle: required(string),
      folderHandle: required(string),
      name: required(string),
      type: required(string, { oneOf: ['AdjustedView', 'LayerView'] }),
      urlModifier: optional(string),
      urlPostApplyModifier: optional(string),
    }),
    response: sequence('', { assetHandle: required(string) }),
  }),
  declaredOperation({
    name: 'createTemplate',
    since: '2008-01-15',
    roles: editors,
    request: sequence('', {
      companyHandle: required(string),
      folderHandle: required(string),
      name: required(string),
      type: required(string, { oneOf: ['Template', 'Watermark'] }),
      urlModifier: optional(string),
      urlPostApplyModifier: optional(string),
    }),
    response: sequence('', { assetHandle: required(string) }),
  }),
  declaredOperation({
    name: 'getAutoCropRect',
    since: '2012-07-31',
    roles: everyRoleButTrial,
    request: sequence('', {
      companyHandle: required(string),
      assetHandle: required(string),
      autoColorCropOptions: optional(AutoColorCropOptions),
      autoTransparentCropOptions: optional(AutoTransparentCropOptions),
    }),
    response: sequence('', {
      xOffset: required(int),
      yOffset: required(int),
      width: required(int),
      height: required(int),
    }),
  }),
  declaredOperation({
    name: 'getPhotoshopPath',
    since: '2012-07-31',
    roles: everyRoleButTrial,
    request: sequence('', {
      companyHandle: required(string),
      assetHandle: required(string),
      pathName: required(string),
    }),
    response: sequence('', { perspectiveQuad: required(PerspectiveQuad) }),
  }),
  declaredOperation({
    name: 'getPhotoshopPathNames',
    since: '2012-07-31',
    roles: everyRoleButTrial,
    request: sequence('', { companyHandle: required(string), assetHandle: required(string) }),
    response: sequence('', { pathNameArray: required(StringArray) }),
  }),
  declaredOperation({
    name: 'removeMask',
    since: '2010-01-31-beta',
    roles: editors,
    request: sequence('', { companyHandle: required(string), assetHandle: required(string) }),
    response: emptyResponse,
  }),
  declaredOperation({
    name: 'replaceImage',
    since: '2008-01-15',
    roles: editors,
    request: sequence('', {
      companyHandle: required(string),
      assetHandle: required(string),
      urlModifier: required(string),
    }),
    response: sequence('', { assetHandle: required(string) }),
  }),
  declaredOperation({
    name: 'setUrlModifier',
    since: '2008-01-15',
    roles: editors,
    request: sequence('', {
      companyHandle: required(string),
      assetHandle: required(string),
      urlModifier: optional(string),
      urlPostApplyModifier: optional(string),
    }),
    response: emptyResponse,
  }),
]
