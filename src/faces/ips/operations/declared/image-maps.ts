import { boolean, int, optional, required, sequence, string } from '../../../../soap/schema.ts'
import type { AnyOperation } from '../../operation.ts'
import { ImageMapDefinitionArray, ZoomTargetDefinitionArray } from '../../types/image-maps.ts'
import { regionShapes } from '../../types/repository-constants.ts'
import { HandleArray } from '../../types/value-arrays.ts'
import { declaredOperation } from './declared-operation.ts'
import { emptyResponse } from './responses.ts'
import { editors } from './role-sets.ts'

/** Image maps and zoom targets. */
export const declaredImageMapOperations: readonly AnyOperation[] = [
  declaredOperation({
    name: 'deleteImageMap',
    roles: editors,
    request: sequence('', { companyHandle: required(string), imageMapHandle: required(string) }),
    response: emptyResponse,
  }),
  declaredOperation({
    name: 'deleteZoomTarget',
    roles: editors,
    request: sequence('', { companyHandle: required(string), zoomTargetHandle: required(string) }),
    response: emptyResponse,
  }),
  declaredOperation({
    name: 'saveImageMap',
    roles: editors,
    request: sequence('', {
      companyHandle: required(string),
      assetHandle: required(string),
      imageMapHandle: optional(string),
      name: required(string),
      shapeType: required(string, { oneOf: regionShapes }),
      region: required(string),
      action: required(string),
      position: required(int),
      enabled: required(boolean, { since: '2008-01-15' }),
    }),
    response: sequence('', { imageMapHandle: required(string) }),
  }),
  declaredOperation({
    name: 'saveZoomTarget',
    roles: editors,
    request: sequence('', {
      companyHandle: required(string),
      assetHandle: required(string),
      zoomTargetHandle: optional(string),
      name: required(string),
      xPosition: required(int),
      yPosition: required(int),
      width: required(int),
      height: required(int),
      userData: optional(string),
    }),
    response: sequence('', { zoomTargetHandle: required(string) }),
  }),
  declaredOperation({
    name: 'setImageMaps',
    since: '2008-01-15',
    roles: editors,
    request: sequence('', {
      companyHandle: required(string),
      assetHandle: required(string),
      imageMapArray: required(ImageMapDefinitionArray),
    }),
    response: sequence('', { imageMapHandleArray: required(HandleArray) }),
  }),
  declaredOperation({
    name: 'setZoomTargets',
    since: '2008-01-15',
    roles: editors,
    request: sequence('', {
      companyHandle: required(string),
      assetHandle: required(string),
      zoomTargetArray: required(ZoomTargetDefinitionArray),
    }),
    response: sequence('', { zoomTargetHandleArray: required(HandleArray) }),
  }),
]
