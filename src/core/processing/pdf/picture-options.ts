import type { ProcessingOptions } from '../processor.ts'

/** True when an option asks for more than the picture as it was drawn. Smart crops are placed on pictures of their own. */
export function changesPictures(options: ProcessingOptions): boolean {
  const margins = Object.values(options.manualCropOptions ?? {})
  return (
    options.createMask ||
    margins.some((margin) => margin > 0) ||
    options.autoColorCropOptions !== undefined ||
    options.autoTransparentCropOptions !== undefined ||
    options.knockoutBackgroundOptions !== undefined ||
    options.unsharpMaskOptions !== undefined ||
    options.colorManagement !== undefined
  )
}
