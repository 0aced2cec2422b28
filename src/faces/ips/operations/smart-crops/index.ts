import type { AnyOperation } from '../../operation.ts'
import { addSmartCrops } from './add-smart-crops.ts'
import { deleteSubAssets } from './delete-sub-assets.ts'
import { updateSmartCrops } from './update-smart-crops.ts'

/** Smart crops of images. */
export const smartCropOperations: readonly AnyOperation[] = [addSmartCrops, deleteSubAssets, updateSmartCrops]
