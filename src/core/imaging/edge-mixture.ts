import { fullSample } from './background.ts'
import { edgeSurroundings } from './edge-surroundings.ts'
import type { RawImage } from './raw-image.ts'
import { distance, type VisibleSamples, visiblePixels } from './visible-pixels.ts'

/** How wide the soft edge of a subject may be, in pixels. */
export const maxRamp = 6
/** How far from the edge the colour of the background is taken, in pixels. */
const behindEdge = 2
/** Rows around a pixel that its mixture depends on. */
export const mixtureReach = 2 * maxRamp + behindEdge

/** A ramp goes on while the next pixel is further from the background by this factor and by this part of the range. */
const leastRise = 1.15
const leastStep = 0.02

/** Pixels so close to the background, in pixels, are also compared with all around them. */
const outermost = 2
/** A pixel is but a trace of one nearby that is so many times further from the background. */
const traceOf = 2
/** Where this part of the surroundings is background, what is hardly different from it is noise. */
const mostlyBackground = 0.75

/** A pixel at the edge as the mixture that it is. The arrays are used again for the next one. */
export interface EdgeMixture {
  /** Part of the subject, 0 to 1. */
  readonly share: number
  readonly own: VisibleSamples
  readonly background: VisibleSamples
  readonly subject: VisibleSamples
}

/** Finds the mixture of the pixel at `x`, `y`, which is not selected, given the way to the nearest one that is. */
export type FindMixture = (x: number, y: number, right: number, down: number) => EdgeMixture | undefined

/**
 * Looks at pixels near the edge of the selected background of a picture with alpha. An edge pixel is a mixture of the
 * background next to it and of the colour that the picture reaches on the way from there into the subject, where it
 * stops moving away from the background. Undefined: the pixel is beyond that ramp, all subject. `selected` has one flag
 * per pixel; `tolerance` is what it was selected with, 0 to 1.
 */
export function edgeMixtures(image: RawImage, selected: Uint8Array, tolerance: number): FindMixture {
  const { width, channels } = image
  const full = fullSample(image.data)
  const noise = tolerance * full * Math.sqrt(channels - 1)
  const pixels = visiblePixels(image)
  const own = new Float64Array(channels)
  const background = new Float64Array(channels)
  const subject = new Float64Array(channels)
  const next = new Float64Array(channels)
  const around = edgeSurroundings(image, pixels, selected)

  /** Leaves the end of the ramp in `subject`. */
  const climb = (edgeX: number, edgeY: number, stepX: number, stepY: number) => {
    let [length, height] = [0, 0]
    for (let step = 1; step <= maxRamp + 1; step++) {
      const [x, y] = [Math.round(edgeX + step * stepX), Math.round(edgeY + step * stepY)]
      if (!pixels.has(x, y) || selected[y * width + x]) break
      pixels.read(x, y, next)
      const away = distance(next, background)
      const ends = step > 1 && (away < height * leastRise || away < height + leastStep * full)
      // What follows a ramp is the subject itself, where its last pixel may still have a trace of the background.
      if (ends && (length < 2 || away < height)) break
      length = step
      height = away
      subject.set(next)
      if (ends) break
    }
    return { length, height }
  }

  return (x, y, right, down) => {
    const [edgeX, edgeY] = [x + right, y + down]
    const depth = Math.max(Math.abs(right), Math.abs(down))
    const [stepX, stepY] = [-right / depth, -down / depth]
    const [behindX, behindY] = [edgeX - behindEdge * stepX, edgeY - behindEdge * stepY]
    if (!around.readBackground(Math.round(behindX), Math.round(behindY), background))
      pixels.read(edgeX, edgeY, background)
    const ramp = climb(edgeX, edgeY, stepX, stepY)
    pixels.read(x, y, own)
    let height = ramp.height
    let onRamp = depth < ramp.length
    if (depth <= outermost) {
      const strongest = around.strongest(x, y, background)
      if (strongest.height > traceOf * height) {
        pixels.read(strongest.x, strongest.y, subject)
        height = strongest.height
        onRamp = true
      } else if (strongest.height < 2 * noise && strongest.backgroundShare >= mostlyBackground) {
        subject.set(own)
        return { share: part(distance(own, background) - noise, noise), own, background, subject }
      }
    }
    return onRamp ? { share: shareOf(own, background, subject, height), own, background, subject } : undefined
  }
}

/** How far `own` is on the line from `background` to `subject`, which is `length` long. */
function shareOf(
  own: VisibleSamples,
  background: VisibleSamples,
  subject: VisibleSamples,
  length: number,
): number {
  let along = 0
  for (let i = 0; i < own.length; i++) {
    const from = background[i] as number
    along += ((own[i] as number) - from) * ((subject[i] as number) - from)
  }
  return part(along, length * length)
}

function part(of: number, whole: number): number {
  return Math.min(Math.max(of / whole, 0), 1)
}
