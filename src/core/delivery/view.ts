import { DarkroomError } from '../errors.ts'
import { say } from '../messages/messages.ts'
import { fitToReply } from './fit.ts'
import { intersect, type Point, type Rect, type Size, wholePixel } from './rect.ts'
import type { DeliverySettings } from './settings.ts'
import type { ImageWish, RectWish } from './wish.ts'

/** The longest side of a scaled image, in pixels, even when `rect` sends only a part of it. */
export const maxViewSide = 200_000

/** An image as the geometry sees it. */
export interface ViewSource extends Size {
  /** A crop stored with the asset, in pixels of the full image; a `crop` of the request takes its place. */
  readonly crop?: Rect
}

/** The visible part of the image and where it lies. */
export interface PlacedImage {
  /** What is read, in pixels of the full-resolution image; never reaches beyond it. */
  readonly source: Rect
  /** The size of `source` on the view. */
  readonly scaled: Size
  /** The top-left corner of `source` on the view; may be outside the view. */
  readonly at: Point
}

/** What to draw and what to send of it. All of the view that the image does not cover is background. */
export interface ViewPlan {
  /** The whole view, in pixels. */
  readonly view: Size
  /** What is sent: a rectangle of the view, which may reach beyond it. */
  readonly reply: Rect
  /** Undefined when nothing of the image is left in the crop. */
  readonly image: PlacedImage | undefined
  /** View pixels per pixel of the full-resolution image, the smaller of both directions. */
  readonly scale: number
}

/**
 * Decides what a request shows of an image: crop, then region of interest, then scale and fit, then the final
 * rectangle, in the order of the Image Serving reference.
 * Throws `too-large` when the reply would be larger than MaxPix or the view longer than `maxViewSide`, and
 * `invalid-parameter` when `fit` comes without wid and hei.
 */
export function planView(source: ViewSource, wish: ImageWish, settings: DeliverySettings): ViewPlan {
  const full: Rect = { x: 0, y: 0, width: source.width, height: source.height }
  const composite = wish.crop ? toPixels(wish.crop, full) : (source.crop ?? full)
  const region = wish.region
    ? toPixels(wish.region, composite)
    : { x: 0, y: 0, width: composite.width, height: composite.height }
  const fitted = fitToReply(region, wish, settings)

  const rectScale = wish.rect?.scale ?? 1
  const xScale = (fitted.scaled.width / region.width) * rectScale
  const yScale = (fitted.scaled.height / region.height) * rectScale
  const view = {
    width: atLeastOne(fitted.reply.width * rectScale),
    height: atLeastOne(fitted.reply.height * rectScale),
  }
  const reply = wish.rect?.rect ?? { x: 0, y: 0, ...view }
  checkReply(reply, settings.maxSize)
  checkViewSide('width', Math.max(view.width, composite.width * xScale))
  checkViewSide('height', Math.max(view.height, composite.height * yScale))

  const origin = {
    x: fitted.at.x * rectScale - region.x * xScale,
    y: fitted.at.y * rectScale - region.y * yScale,
  }
  return Object.freeze({
    view: Object.freeze(view),
    reply: Object.freeze(reply),
    image: placeImage(intersect(composite, full), composite, origin, xScale, yScale),
    scale: Math.min(xScale, yScale),
  })
}

function placeImage(
  visible: Rect | undefined,
  composite: Rect,
  origin: Point,
  xScale: number,
  yScale: number,
): PlacedImage | undefined {
  if (!visible) return undefined
  const left = wholePixel(origin.x + (visible.x - composite.x) * xScale)
  const top = wholePixel(origin.y + (visible.y - composite.y) * yScale)
  const right = wholePixel(origin.x + (visible.x + visible.width - composite.x) * xScale)
  const bottom = wholePixel(origin.y + (visible.y + visible.height - composite.y) * yScale)
  return Object.freeze({
    source: Object.freeze(visible),
    scaled: Object.freeze({ width: atLeastOne(right - left), height: atLeastOne(bottom - top) }),
    at: Object.freeze({ x: left, y: top }),
  })
}

/** A rectangle of a whole in pixels of it. */
export function toPixels({ unit, rect }: RectWish, whole: Size): Rect {
  if (unit === 'pixel') return rect
  return {
    x: wholePixel(rect.x * whole.width),
    y: wholePixel(rect.y * whole.height),
    width: atLeastOne(rect.width * whole.width),
    height: atLeastOne(rect.height * whole.height),
  }
}

function atLeastOne(pixels: number): number {
  return Math.max(1, Math.round(pixels))
}

function checkReply(reply: Size, max: Size): void {
  const tooWide = max.width > 0 && reply.width > max.width
  const tooHigh = max.height > 0 && reply.height > max.height
  if (!tooWide && !tooHigh) return
  const limit = `${max.width || 'any'} x ${max.height || 'any'}`
  throw new DarkroomError(
    'too-large',
    `The reply image would be ${reply.width} x ${reply.height} pixels; the most that is sent is ${limit} pixels (MaxPix).`,
    { field: tooWide ? 'wid' : 'hei' },
  )
}

function checkViewSide(side: 'width' | 'height', pixels: number): void {
  if (pixels <= maxViewSide) return
  throw new DarkroomError(
    'too-large',
    say('viewTooLarge', { side, pixels: Math.round(pixels), max: maxViewSide }),
    { field: side === 'width' ? 'wid' : 'hei' },
  )
}
