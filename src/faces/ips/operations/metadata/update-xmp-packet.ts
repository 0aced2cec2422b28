import { setAssetPacket } from '../../../../core/metadata/xmp/asset-packet.ts'
import { base64Binary } from '../../../../soap/base64-binary.ts'
import { boolean, required, sequence, string } from '../../../../soap/schema.ts'
import { operation } from '../../operation.ts'
import { everyRoleButTrial } from '../declared/role-sets.ts'
import { describedAsset } from './described-asset.ts'
import { packetOfBytes } from './packet-bytes.ts'

/** Gives an asset another XMP packet; its metadata follows. */
export const updateXMPPacket = operation({
  name: 'updateXMPPacket',
  since: '2010-01-31',
  roles: everyRoleButTrial,
  request: sequence('', {
    companyHandle: required(string),
    assetHandle: required(string),
    compressedPacket: required(base64Binary),
  }),
  response: sequence('', { success: required(boolean) }),
  run: async ({ companyHandle, assetHandle, compressedPacket }, { db, blobs, caller }) => {
    const packet = await packetOfBytes(compressedPacket)
    const asset = await describedAsset(db, companyHandle, assetHandle)
    await db
      .transaction()
      .execute(async (tx) => await setAssetPacket(tx, blobs, asset, packet, caller.userId))
    return { success: true }
  },
})
