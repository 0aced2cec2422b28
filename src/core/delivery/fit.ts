import { DarkroomError } from '../errors.ts'
import { say } from '../messages/messages.ts'
import { type Point, type Size, wholePixel } from './rect.ts'
import type { DeliverySettings } from './settings.ts'
import type { FitMode, ImageWish } from './wish.ts'

/** An image brought to the size asked for. */
export interface FittedImage {
  /** The image after scaling, in pixels of the reply. */
  readonly scaled: Size
  /** The reply, in pixels. */
  readonly reply: Size
  /** The top-left corner of the scaled image on the reply; negative where the image is cut off. */
  readonly at: Point
}

const centered: Point = Object.freeze({ x: 0, y: 0 })

/**
 * Without `fit`, wid and hei set the exact size of the reply and the image fills as much of it as it can, enlarged
 * if need be; that is how the reference describes wid and hei. The default it gives for `fit` (no enlargement)
 * holds for a `fit` that leaves its second value out, which the parser fills in.
 */
const fitWhenAbsent = Object.freeze({ mode: 'fit', upscale: true } as const)

/**
 * Scales an image of `size` pixels by scl, or to wid and hei by fit, or down to DefaultPix when none of these is
 * given, and places it on the reply by align. With only one of wid and hei the other follows from the aspect ratio
 * and the reply has no background. Throws `invalid-parameter` for a `fit` without wid and hei.
 */
export function fitToReply(size: Size, wish: ImageWish, settings: DeliverySettings): FittedImage {
  const { width, height, inverseScale } = wish
  if (wish.fit && width === undefined && height === undefined) {
    throw new DarkroomError('invalid-parameter', say('fitWithoutSize', { mode: wish.fit.mode }), {
      field: 'fit',
    })
  }
  const align = width !== undefined && height !== undefined ? (wish.align ?? centered) : centered
  if (inverseScale !== undefined) {
    const scaled = scale(size, 1 / inverseScale)
    return place(scaled, { width: width ?? scaled.width, height: height ?? scaled.height }, align)
  }
  const { mode, upscale } = wish.fit ?? fitWhenAbsent
  if (width !== undefined && height !== undefined) {
    return fitBoth(size, { width, height }, mode, upscale, align)
  }
  const factor = oneSideFactor(size, width, height, settings)
  const scaled = scale(size, upscale ? factor : Math.min(1, factor))
  return place(scaled, scaled, centered)
}

function oneSideFactor(
  size: Size,
  width: number | undefined,
  height: number | undefined,
  settings: DeliverySettings,
): number {
  if (width !== undefined) return width / size.width
  if (height !== undefined) return height / size.height
  const { defaultSize } = settings
  return Math.min(
    1,
    defaultSize.width > 0 ? defaultSize.width / size.width : 1,
    defaultSize.height > 0 ? defaultSize.height / size.height : 1,
  )
}

function fitBoth(size: Size, target: Size, mode: FitMode, upscale: boolean, align: Point): FittedImage {
  const limit = upscale ? Number.POSITIVE_INFINITY : 1
  const x = target.width / size.width
  const y = target.height / size.height
  const smaller = scale(size, Math.min(x, y, limit))
  const larger = scale(size, Math.min(Math.max(x, y), limit))
  switch (mode) {
    case 'fit':
      return place(smaller, target, align)
    case 'constrain':
      return place(smaller, smaller, centered)
    case 'crop':
      return place(larger, target, align)
    case 'wrap':
      return place(
        larger,
        {
          width: Math.max(target.width, larger.width),
          height: Math.max(target.height, larger.height),
        },
        align,
      )
    case 'stretch':
      return place(scale(size, Math.min(x, limit), Math.min(y, limit)), target, centered)
    case 'hfit':
      return place(scale(size, Math.min(x, limit)), target, align)
    case 'vfit':
      return place(scale(size, Math.min(y, limit)), target, align)
  }
}

function scale(size: Size, x: number, y = x): Size {
  return {
    width: Math.max(1, Math.round(size.width * x)),
    height: Math.max(1, Math.round(size.height * y)),
  }
}

function place(scaled: Size, reply: Size, align: Point): FittedImage {
  return {
    scaled,
    reply,
    at: {
      x: wholePixel(((reply.width - scaled.width) * (align.x + 1)) / 2),
      y: wholePixel(((reply.height - scaled.height) * (align.y + 1)) / 2),
    },
  }
}
