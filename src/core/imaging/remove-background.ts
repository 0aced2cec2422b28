import { fullSample, type Samples } from './background.ts'
import { type EdgeMixture, edgeMixtures, maxRamp, mixtureReach } from './edge-mixture.ts'
import { nearestSelected, none } from './nearest-selected.ts'
import { copyOfImage, type RawImage } from './raw-image.ts'

/** How far a pixel's result depends on others, in pixels. */
export const removeBackgroundReach = mixtureReach

/**
 * Takes the selected background out of a picture with alpha: selected pixels become transparent black; pixels at the
 * edge, which show subject and background mixed, keep of their opacity the part that is subject, and of their colour
 * what is left without the background. All others stay. `selected` has one flag per pixel; `tolerance` is what it was
 * selected with, 0 to 1. Gives a new image.
 */
export function removeBackground(image: RawImage, selected: Uint8Array, tolerance: number): RawImage {
  const { width, height, channels } = image
  const { data } = copyOfImage(image)
  const waysOf = nearestSelected(selected, width, maxRamp)
  const mixtureOf = edgeMixtures(image, selected, tolerance)
  for (let y = 0; y < height; y++) {
    const { right, down } = waysOf(y)
    for (let x = 0, at = y * width * channels; x < width; x++, at += channels) {
      if (down[x] === none) continue
      if (down[x] === 0 && right[x] === 0) {
        for (let i = at; i < at + channels; i++) data[i] = 0
        continue
      }
      const mixture = mixtureOf(x, y, right[x] as number, down[x] as number)
      if (mixture) writeSubject(data, at, channels, mixture)
    }
  }
  return { ...image, data }
}

/** The colour tends to that of the subject as its share gets small: of little that is left, little can be told. */
function writeSubject(data: Samples, at: number, channels: number, mixture: EdgeMixture): void {
  const { share, own, background, subject } = mixture
  const full = fullSample(data)
  const last = channels - 1
  const rest = 1 - share
  const alpha = (own[last] as number) - rest * (background[last] as number)
  const subjectAlpha = subject[last] as number
  for (let i = 0; i < last; i++) {
    const left = alpha > 0 ? (((own[i] as number) - rest * (background[i] as number)) * full) / alpha : 0
    const whole = subjectAlpha > 0 ? ((subject[i] as number) * full) / subjectAlpha : left
    data[at + i] = Math.min(Math.max(share * left + rest * whole + 0.5, 0), full)
  }
  data[at + last] = Math.min(Math.max(alpha + 0.5, 0), full)
}
