import type { AnyOperation } from '../../operation.ts'
import { batchSetAssetMetadata } from './batch-set-asset-metadata.ts'
import { deleteAssetMetadata } from './delete-asset-metadata.ts'
import { getUniqueMetadataValues } from './get-unique-metadata-values.ts'
import { getXMPPacket } from './get-xmp-packet.ts'
import { setAssetMetadata } from './set-asset-metadata.ts'
import { updateXMPPacket } from './update-xmp-packet.ts'

/** Metadata of assets, as fields and as XMP packets. */
export const metadataValueOperations: readonly AnyOperation[] = [
  batchSetAssetMetadata,
  deleteAssetMetadata,
  getUniqueMetadataValues,
  getXMPPacket,
  setAssetMetadata,
  updateXMPPacket,
]
