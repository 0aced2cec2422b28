import { posix } from 'node:path'
import type { Asset } from '../../assets/same-asset.ts'
import type { Tx } from '../../tables.ts'

/**
 * The address of an asset's file as a file in `folderId` has to give it: `/is/content` has the folders of the
 * repository, so it is the same wherever the server is.
 */
export async function relativeUrls(
  tx: Tx,
  folderId: number,
  assets: readonly Asset[],
): Promise<(asset: Asset) => string> {
  const ids = new Set([folderId, ...assets.map((asset) => asset.folder_id)])
  const rows = await tx
    .selectFrom('folder')
    .select(['id', 'path'])
    .where('id', 'in', [...ids])
    .execute()
  const paths = new Map(rows.map(({ id, path }) => [id, path]))
  const from = `/${paths.get(folderId) ?? ''}`
  return (asset) => {
    const path = posix.relative(from, `/${paths.get(asset.folder_id) ?? ''}${asset.file_name}`)
    return path.split('/').map(encodeURIComponent).join('/')
  }
}
