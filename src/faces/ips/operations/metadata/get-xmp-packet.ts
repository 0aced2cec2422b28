import { assetPacket } from '../../../../core/metadata/xmp/asset-packet.ts'
import { base64Binary } from '../../../../soap/base64-binary.ts'
import { required, sequence, string } from '../../../../soap/schema.ts'
import { operation } from '../../operation.ts'
import { everyRoleButTrial } from '../declared/role-sets.ts'
import { describedAsset } from './described-asset.ts'
import { packetBytes } from './packet-bytes.ts'

/** The XMP packet of an asset: that of its file, with what was changed since. */
export const getXMPPacket = operation({
  name: 'getXMPPacket',
  since: '2010-01-31',
  roles: everyRoleButTrial,
  request: sequence('', { companyHandle: required(string), assetHandle: required(string) }),
  response: sequence('', { compressedPacket: required(base64Binary) }),
  run: async ({ companyHandle, assetHandle }, { db, blobs }) => {
    const asset = await describedAsset(db, companyHandle, assetHandle)
    return { compressedPacket: await packetBytes(await assetPacket(db, blobs, asset)) }
  },
})
