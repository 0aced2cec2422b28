import type { AnyOperation } from '../../operation.ts'
import { deleteImageMap } from './delete-image-map.ts'
import { saveImageMap } from './save-image-map.ts'
import { setImageMaps } from './set-image-maps.ts'

/** Areas of images that lead elsewhere. They are read with the images: `ImageInfo/imageMaps`. */
export const imageMapOperations: readonly AnyOperation[] = [deleteImageMap, saveImageMap, setImageMaps]
