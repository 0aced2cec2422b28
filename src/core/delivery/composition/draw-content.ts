import { blurReach } from '../../imaging/gaussian-blur.ts'
import { grow, intersect, type Rect, relativeTo, type Size } from '../rect.ts'
import { sharpen } from '../sharpen.ts'
import type { SharpenWish } from '../wish.ts'
import { blend } from './blend.ts'
import type { ComposedLayer } from './composition.ts'
import type { Picture } from './picture.ts'
import { type Pixels, transparent } from './pixels.ts'

/** The content of a layer, not yet masked and faded. */
export interface DrawnContent {
  readonly content: Pixels
  /** In place of its opacity: one byte for each pixel. */
  readonly mask?: Uint8Array
}

/**
 * Draws the part `need` of a layer's content.
 * @param size of the whole content; `need` is in its pixels
 */
export async function drawContent(layer: ComposedLayer, size: Size, need: Rect): Promise<DrawnContent> {
  const { picture, mask, solid, placement, wish } = layer
  if (need.width === 0) return { content: transparent(need) }
  const content = picture
    ? await drawSharpened(picture, placement.source, size, need, wish.sharpen)
    : filled(need, solid ?? { r: 0, g: 0, b: 0 })
  if (!mask) return { content }
  // A mask of another size than its picture covers the same as that.
  const whole = picture?.size ?? mask.size
  const x = mask.size.width / whole.width
  const y = mask.size.height / whole.height
  const { source } = placement
  const masked = { x: source.x * x, y: source.y * y, width: source.width * x, height: source.height * y }
  const drawn = await drawPart(mask, masked, size, need)
  return { content, mask: opacities(drawn, mask.hasAlpha) }
}

function filled(
  rect: Rect,
  { r, g, b }: { readonly r: number; readonly g: number; readonly b: number },
): Pixels {
  const pixels = transparent(rect)
  for (let i = 0; i < pixels.data.length; i += 4) pixels.data.set([r, g, b, 255], i)
  return pixels
}

/** The radius counts pixels of the picture in full size; an enlarged one is sharpened as if it were full size. */
async function drawSharpened(
  picture: Picture,
  source: Rect,
  size: Size,
  need: Rect,
  wish: SharpenWish | undefined,
): Promise<Pixels> {
  if (!wish || wish.amount === 0 || wish.radius === 0) return await drawPart(picture, source, size, need)
  const radius = wish.radius * Math.min(1, size.width / source.width)
  const area = intersect(grow(need, blurReach(radius)), { x: 0, y: 0, ...size }) ?? need
  const { data } = await drawPart(picture, source, size, area)
  const { width, height } = area
  const image = await sharpen({ data, width, height, channels: 4, hasAlpha: true }, { ...wish, radius })
  const part = transparent(need)
  blend(part, { rect: area, data: image.data as Uint8Array }, 'norm')
  return part
}

/** The part of a picture; what `source` has beyond the picture is transparent. */
async function drawPart(picture: Picture, source: Rect, size: Size, need: Rect): Promise<Pixels> {
  const visible = wholePart(source, picture.size)
  if (!visible) return transparent(need)
  const x = size.width / source.width
  const y = size.height / source.height
  const left = Math.round((visible.x - source.x) * x)
  const top = Math.round((visible.y - source.y) * y)
  const place = {
    x: left,
    y: top,
    width: Math.max(1, Math.round((visible.x + visible.width - source.x) * x) - left),
    height: Math.max(1, Math.round((visible.y + visible.height - source.y) * y) - top),
  }
  const part = intersect(place, need)
  if (!part) return transparent(need)
  const data = await picture.draw(visible, place, relativeTo(place, part))
  if (part.width === need.width && part.height === need.height) return { rect: need, data }
  const pixels = transparent(need)
  blend(pixels, { rect: part, data }, 'norm')
  return pixels
}

/** Whole pixels of the picture, at least one. */
function wholePart(source: Rect, picture: Size): Rect | undefined {
  const x = Math.max(0, Math.round(source.x))
  const y = Math.max(0, Math.round(source.y))
  const width = Math.min(picture.width, Math.round(source.x + source.width)) - x
  const height = Math.min(picture.height, Math.round(source.y + source.height)) - y
  return width > 0 && height > 0 ? { x, y, width, height } : undefined
}

/** What a mask says: its own opacity where it has one, else its brightness; beyond it nothing shows. */
function opacities({ data }: Pixels, hasAlpha: boolean): Uint8Array {
  const mask = new Uint8Array(data.length / 4)
  for (let i = 0, at = 0; i < data.length; i += 4, at++) {
    const brightness = 0.299 * (data[i] ?? 0) + 0.587 * (data[i + 1] ?? 0) + 0.114 * (data[i + 2] ?? 0)
    mask[at] = hasAlpha ? (data[i + 3] ?? 0) : Math.round((brightness * (data[i + 3] ?? 0)) / 255)
  }
  return mask
}
