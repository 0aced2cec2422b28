import { createImageMap, updateImageMap } from '../../../../core/assets/image-map.ts'
import { boolean, int, optional, required, sequence, string } from '../../../../soap/schema.ts'
import { imageMapHandle, parseImageMapHandle } from '../../handles.ts'
import { operation } from '../../operation.ts'
import { regionShapes } from '../../types/repository-constants.ts'
import { editors } from '../declared/role-sets.ts'
import { noSuchMap } from './delete-image-map.ts'
import { imageMapOf, namedImage } from './image-map-owner.ts'

/** Makes an image map for an image, or, with a handle, changes one of its image maps. */
export const saveImageMap = operation({
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
  run: async (request, call) => {
    const assetId = await namedImage(call, request)
    // Before 4.0 there was no such field, and every image map was on.
    const map = {
      ...imageMapOf({ ...request, enabled: request.enabled ?? true }),
      position: request.position,
    }
    if (!request.imageMapHandle)
      return { imageMapHandle: imageMapHandle(await createImageMap(call.db, assetId, map), call.version) }
    const id = parseImageMapHandle(request.imageMapHandle)
    if (!(await updateImageMap(call.db, assetId, id, map))) throw noSuchMap(request.imageMapHandle)
    return { imageMapHandle: imageMapHandle(id, call.version) }
  },
})
