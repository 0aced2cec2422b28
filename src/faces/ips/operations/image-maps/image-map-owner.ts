import { assetsById } from '../../../../core/assets/asset.queries.ts'
import type { RegionShape } from '../../../../core/assets/image-map.table.ts'
import type { ImageMapDefinition } from '../../../../core/assets/image-map.ts'
import { DarkroomError } from '../../../../core/errors.ts'
import { parseAssetHandle, parseCompanyHandle } from '../../handles.ts'
import type { Call } from '../../operation.ts'

/** The image that a request names by its handle. Throws `not-found`, and `invalid-parameter` for what has no picture. */
export async function namedImage(
  { db }: Call,
  request: { readonly companyHandle: string; readonly assetHandle: string },
): Promise<number> {
  const companyId = parseCompanyHandle(request.companyHandle)
  const [asset] = await assetsById(db, companyId, [parseAssetHandle(request.assetHandle)])
  if (asset?.trash_state !== 'NotInTrash')
    throw new DarkroomError(
      'not-found',
      `assetHandle: '${request.assetHandle.slice(0, 80)}' names no asset of the company.`,
      { field: 'assetHandle' },
    )
  if (asset.type !== 'Image')
    throw new DarkroomError(
      'invalid-parameter',
      `assetHandle: '${asset.name}' is of the type ${asset.type}; image maps belong to the type Image.`,
      { field: 'assetHandle' },
    )
  return asset.id
}

interface MapFields {
  readonly name: string
  readonly shapeType: string
  readonly region: string
  readonly action: string
  readonly enabled: boolean
}

const coordinates = /^\s*-?\d+(\.\d+)?(\s*,\s*-?\d+(\.\d+)?)*\s*$/

/** An image map from the fields of a request. Throws `invalid-parameter` for a region that is no list of numbers. */
export function imageMapOf({ name, shapeType, region, action, enabled }: MapFields): ImageMapDefinition {
  if (!coordinates.test(region))
    throw new DarkroomError(
      'invalid-parameter',
      `region: '${region.slice(0, 80)}' is no list of numbers with commas, such as 0,0,84,128.`,
      { field: 'region' },
    )
  return { name, shapeType: shapeType as RegionShape, region: region.replaceAll(/\s/g, ''), action, enabled }
}
