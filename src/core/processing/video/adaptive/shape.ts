import { type NestedMessage, say } from '../../../messages/messages.ts'
import type { AvsEncoding } from '../../options/option-types.ts'
import type { FrameSize } from '../frame-size.ts'

/** How far the shape of a video may lie from that of its set before it is told. */
const tolerance = 0.05

/** `16:9`, `16x9`, `16/9` or `1.78` as width through height; undefined for anything else. */
export function aspectRatioOf(text = ''): number | undefined {
  const found = /^\s*(\d{1,5}(?:\.\d+)?)\s*(?:[:x/]\s*(\d{1,5}(?:\.\d+)?)\s*)?$/.exec(text)
  if (!found) return undefined
  const ratio = Number(found[1]) / Number(found[2] ?? 1)
  return ratio > 0 && Number.isFinite(ratio) ? ratio : undefined
}

/**
 * The sets that are made for a video of that size: those without an aspect ratio, and of the others those whose ratio comes
 * nearest. Renditions always keep the video's own shape.
 */
export function setsForShape(
  sets: readonly AvsEncoding[],
  { width, height }: FrameSize,
): { readonly chosen: readonly AvsEncoding[]; readonly warnings: readonly NestedMessage[] } {
  const shape = width / height
  const distance = (set: AvsEncoding) => {
    const ratio = aspectRatioOf(set.aspectRatio)
    return ratio === undefined ? undefined : Math.abs(Math.log(ratio / shape))
  }
  const nearest = Math.min(...sets.map((set) => distance(set) ?? Number.POSITIVE_INFINITY))
  const chosen = sets.filter((set) => distance(set) === undefined || distance(set) === nearest)
  const warnings = chosen.flatMap((set) => {
    if (set.aspectRatio !== undefined && set.aspectRatio !== '' && distance(set) === undefined)
      return [say('adaptiveSetAspect', { name: set.name, ratio: set.aspectRatio })]
    return (distance(set) ?? 0) > tolerance
      ? [say('adaptiveSetShape', { name: set.name, ratio: set.aspectRatio ?? '', width, height })]
      : []
  })
  return { chosen, warnings }
}
