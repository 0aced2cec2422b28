import { setImageMaps as set } from '../../../../core/assets/image-map.ts'
import { required, sequence, string } from '../../../../soap/schema.ts'
import { imageMapHandle } from '../../handles.ts'
import { operation } from '../../operation.ts'
import { ImageMapDefinitionArray } from '../../types/image-maps.ts'
import { HandleArray } from '../../types/value-arrays.ts'
import { editors } from '../declared/role-sets.ts'
import { imageMapOf, namedImage } from './image-map-owner.ts'

/** Gives an image these image maps in place of those that it has; each lies on top of the one before. */
export const setImageMaps = operation({
  name: 'setImageMaps',
  since: '2008-01-15',
  roles: editors,
  request: sequence('', {
    companyHandle: required(string),
    assetHandle: required(string),
    imageMapArray: required(ImageMapDefinitionArray),
  }),
  response: sequence('', { imageMapHandleArray: required(HandleArray) }),
  run: async (request, call) => {
    const assetId = await namedImage(call, request)
    const maps = request.imageMapArray.items.map(imageMapOf)
    const ids = await call.db.transaction().execute(async (tx) => await set(tx, assetId, maps))
    return { imageMapHandleArray: { items: ids.map((id) => imageMapHandle(id, call.version)) } }
  },
})
