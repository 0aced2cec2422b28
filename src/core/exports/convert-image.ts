import { planOutput } from '../delivery/output.ts'
import { formatFacts } from '../delivery/output-format.ts'
import { type DrawnAsset, pyramidOf, storedCrop } from '../delivery/pyramid-source.ts'
import { render } from '../delivery/render.ts'
import { type DeliverySettings, defaultDeliverySettings } from '../delivery/settings.ts'
import { planView } from '../delivery/view.ts'
import type { ImageWish } from '../delivery/wish.ts'
import { DarkroomError } from '../errors.ts'
import { say } from '../messages/messages.ts'
import type { BlobStore } from '../ports.ts'

/** The largest converted image, width times height: what the encoders hold in memory. */
export const maxExportPixels = 100_000_000

/** As in delivery, but images come in full size unless the commands say otherwise. */
const exportSettings: DeliverySettings = Object.freeze({
  ...defaultDeliverySettings,
  maxSize: Object.freeze({ width: 0, height: 0 }),
  defaultSize: Object.freeze({ width: 0, height: 0 }),
})

export interface ConvertedImage {
  readonly data: Buffer
  /** Without the dot. */
  readonly extension: string
}

/**
 * Converts an image as delivery would. Throws `not-found` for an asset that is no image, or has no mask where one is
 * asked for; `too-large` beyond `maxExportPixels`; and what `planView` and `render` throw.
 */
export async function convertImage(
  blobs: BlobStore,
  asset: DrawnAsset,
  wish: ImageWish,
): Promise<ConvertedImage> {
  const source = await pyramidOf(blobs, asset, wish.request.kind === 'mask' ? 'mask' : 'pyramid')
  const plan = planView({ ...source, ...storedCrop(asset) }, wish, exportSettings)
  const { width, height } = plan.reply
  if (width * height > maxExportPixels)
    throw new DarkroomError('too-large', say('exportTooLarge', { width, height, max: maxExportPixels }))
  const output = planOutput(wish, exportSettings)
  const { data } = await render(source, plan, output)
  return { data, extension: formatFacts(output.format.name).extension }
}
