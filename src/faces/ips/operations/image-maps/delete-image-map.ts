import { deleteImageMap as remove } from '../../../../core/assets/image-map.ts'
import { DarkroomError } from '../../../../core/errors.ts'
import { required, sequence, string } from '../../../../soap/schema.ts'
import { parseCompanyHandle, parseImageMapHandle } from '../../handles.ts'
import { operation } from '../../operation.ts'
import { emptyResponse } from '../declared/responses.ts'
import { editors } from '../declared/role-sets.ts'

/** Takes an image map away from its image. */
export const deleteImageMap = operation({
  name: 'deleteImageMap',
  roles: editors,
  request: sequence('', { companyHandle: required(string), imageMapHandle: required(string) }),
  response: emptyResponse,
  run: async ({ companyHandle, imageMapHandle }, { db }) => {
    if (!(await remove(db, parseCompanyHandle(companyHandle), parseImageMapHandle(imageMapHandle))))
      throw noSuchMap(imageMapHandle)
    return {}
  },
})

/** `not-found` for a handle. */
export function noSuchMap(handle: string): DarkroomError {
  return new DarkroomError('not-found', `imageMapHandle: '${handle.slice(0, 80)}' names no image map.`, {
    field: 'imageMapHandle',
  })
}
