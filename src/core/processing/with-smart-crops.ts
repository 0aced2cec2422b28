import type { CropRect, ImageFacts, SmartCrop } from '../assets/asset.table.ts'
import type { GeneratedAsset } from './generated-asset.ts'
import { placeSmartCrops } from './image/smart-crops.ts'
import type { DerivedFile, ProcessingOptions, ProcessorResult } from './processor.ts'

/** What of a result, or of an asset that it generates, may be a picture. */
interface MaybePicture {
  readonly derived: readonly DerivedFile[]
  readonly image?: ImageFacts
  readonly crop?: CropRect
}

/** The result with the smart crops that the options ask for: of its picture, and of each picture that it generates. */
export async function withSmartCrops(
  result: ProcessorResult,
  { smartCrops: wanted = [] }: Pick<ProcessingOptions, 'smartCrops'>,
  signal: AbortSignal,
): Promise<ProcessorResult> {
  if (wanted.length === 0) return result
  const cropsOf = async ({ derived, image, crop }: MaybePicture): Promise<SmartCrop[] | undefined> => {
    signal.throwIfAborted()
    const pyramid = derived.find(({ role }) => role === 'pyramid')
    return pyramid && image && (await placeSmartCrops(pyramid.path, image, crop, wanted))
  }
  const own = await cropsOf(result)
  const generated: GeneratedAsset[] = []
  for (const asset of result.generated ?? []) {
    const smartCrops = asset.kind === 'file' ? await cropsOf(asset) : undefined
    generated.push(asset.kind === 'file' && smartCrops ? { ...asset, smartCrops } : asset)
  }
  return {
    ...result,
    ...(own && { smartCrops: own }),
    ...(result.generated && { generated }),
  }
}
