import type { SharpenWish } from '../wish.ts'
import { badValue, flag, integer, real, splitValues } from './values.ts'

/** The value of `op_usm=`. */
export function sharpen(value: string, name: string): { readonly sharpen: SharpenWish } {
  const [amountText, radiusText = '0', thresholdText = '0', monochromeText = '0', ...rest] =
    splitValues(value)
  const amount = real(amountText, { min: 0, max: 5 })
  const radius = real(radiusText, { min: 0, max: 250 })
  const threshold = integer(thresholdText, { min: 0, max: 255 })
  const monochrome = flag(monochromeText)
  if (
    amount === undefined ||
    radius === undefined ||
    threshold === undefined ||
    monochrome === undefined ||
    rest.length > 0
  ) {
    throw badValue(name, value, 'amount 0 to 5[,radius 0 to 250[,threshold 0 to 255[,monochrome 0|1]]]')
  }
  return { sharpen: Object.freeze({ amount, radius, threshold, monochrome }) }
}
