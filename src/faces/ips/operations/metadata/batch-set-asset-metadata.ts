import { touchAsset } from '../../../../core/assets/touch-asset.ts'
import { DarkroomError } from '../../../../core/errors.ts'
import type { MetadataUpdate } from '../../../../core/metadata/field-value.ts'
import { fieldUpdates, setFieldValues } from '../../../../core/metadata/set-values.ts'
import { required, sequence, string } from '../../../../soap/schema.ts'
import { faultFor } from '../../faults.ts'
import { type Call, operation } from '../../operation.ts'
import { BatchMetadataUpdateArray } from '../../types/metadata.ts'
import { SetMetadataFaultArray } from '../../types/operation-faults.ts'
import { batchResponse } from '../declared/responses.ts'
import { editors } from '../declared/role-sets.ts'
import { namedAsset } from './named-asset.ts'

/**
 * Sets metadata fields of many assets. Each value is set for itself: one that can not be set is a fault in the reply. The
 * success count is that of assets without a fault, once for each item that names them.
 */
export const batchSetAssetMetadata = operation({
  name: 'batchSetAssetMetadata',
  since: '2008-01-15',
  roles: editors,
  request: sequence('', {
    companyHandle: required(string),
    updateArray: required(BatchMetadataUpdateArray),
  }),
  response: batchResponse(SetMetadataFaultArray),
  run: async ({ companyHandle, updateArray }, call) => {
    const faults: SetMetadataFault[] = []
    let successCount = 0
    for (const { assetHandleArray, updateArray: updates } of updateArray.items)
      for (const handle of assetHandleArray.items) {
        const found = await setAll(call, companyHandle, handle, updates.items)
        faults.push(...found)
        if (found.length === 0) successCount++
      }
    return {
      successCount,
      warningCount: 0,
      errorCount: faults.length,
      ...(faults.length > 0 && { errorDetailArray: { items: faults } }),
    }
  },
})

interface SetMetadataFault {
  readonly assetHandle: string
  readonly fieldHandle: string
  readonly code: number
  readonly reason: string
}

async function setAll(
  { db, caller }: Call,
  companyHandle: string,
  assetHandle: string,
  updates: readonly MetadataUpdate[],
): Promise<SetMetadataFault[]> {
  const faults: SetMetadataFault[] = []
  for (const update of updates)
    try {
      const asset = await namedAsset(db, companyHandle, assetHandle)
      const checked = await fieldUpdates(db, asset.companyId, [update], 'updateArray')
      await db.transaction().execute(async (tx) => {
        await setFieldValues(tx, asset, checked)
        await touchAsset(tx, asset.id, caller.userId)
      })
    } catch (error) {
      if (!(error instanceof DarkroomError) || error.code === 'internal') throw error
      const { code, reason } = faultFor(error)
      faults.push({ assetHandle, fieldHandle: update.fieldHandle, code, reason })
    }
  return faults
}
