import type { CropRect, SmartCrop } from '../../assets/asset.table.ts'
import type { Asset } from '../../assets/same-asset.ts'
import type { Said } from '../../messages/messages.ts'
import type { ProcessorResult } from '../../processing/processor.ts'

/** What processing made that may be a picture: of a file itself, or of a part of it. */
export type MadePicture = Pick<ProcessorResult, 'image' | 'crop' | 'smartCrops'>

/** Which crops a new version has; the same for a file's own picture and for its pages and layers. */
export interface CropRules {
  /** May add warnings. `replaced` undefined: the asset is new. */
  readonly cropFor: (made: MadePicture, replaced: Asset | undefined, warnings: Said[]) => CropRect | null
  /** `replaced` undefined: the asset is new. */
  readonly smartCropsFor: (made: MadePicture, replaced: Asset | undefined) => readonly SmartCrop[]
}
