import { int, optional, required, sequence, string } from '../../../../soap/schema.ts'
import type { AnyOperation } from '../../operation.ts'
import { ZoomTargetDefinitionArray } from '../../types/image-maps.ts'
import { HandleArray } from '../../types/value-arrays.ts'
import { declaredOperation } from './declared-operation.ts'
import { emptyResponse } from './responses.ts'
import { editors } from './role-sets.ts'

/** Zoom targets. */
export const declaredZoomTargetOperations: readonly AnyOperation[] = [
  declaredOperation({
    name: 'deleteZoomTarget',
    roles: editors,
    request: sequence('', { companyHandle: required(string), zoomTargetHandle: required(string) }),
    response: emptyResponse,
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
