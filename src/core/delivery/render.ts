import sharp, { type Sharp } from 'sharp'
import { DarkroomError } from '../errors.ts'
import { blurReach } from '../imaging/gaussian-blur.ts'
import { say } from '../messages/messages.ts'
import { encode } from './encode.ts'
import { managedColors } from './managed-colors.ts'
import type { OutputPlan } from './output.ts'
import { formatFacts } from './output-format.ts'
import { chooseLevel } from './pyramid-level.ts'
import { grow, intersect, type Rect, relativeTo, type Size } from './rect.ts'
import { resampleSpan } from './resample-span.ts'
import { sharpen } from './sharpen.ts'
import type { PlacedImage, ViewPlan } from './view.ts'
import type { Rgb, SharpenWish } from './wish.ts'

/** A tiled pyramid TIFF on this machine: one page per level, each half the one before, the full image first. */
export interface PyramidSource extends Size {
  readonly path: string
  /** Number of pages, 1 or more. */
  readonly levels: number
  /** True: it may have an ICC profile that is not sRGB. */
  readonly isManaged?: boolean
}

/** A finished reply. */
export interface RenderedImage {
  readonly data: Buffer
  readonly mimeType: string
}

/** What is beside and under the picture; an alpha of 0 keeps transparency. */
export type Background = Rgb & { readonly alpha: 0 | 1 }

/** Draws an area of a view (it may reach beyond it), with alpha if the background has it. */
export type Paint = (area: Rect, background: Background) => Sharp | Promise<Sharp>

/**
 * Draws the reply of a plan. Reads only the level and the part of it that the reply needs. Pixels come out as sRGB of
 * 8 bits, by the embedded ICC profile if there is one, and are sent untagged and without metadata.
 * Throws `too-large` when the format cannot hold an image of this size.
 */
export async function render(
  source: PyramidSource,
  plan: ViewPlan,
  output: OutputPlan,
): Promise<RenderedImage> {
  return await finish(plan, output, (area, background) => draw(source, plan, area, background))
}

/** The same for a picture that `paint` draws. */
export async function finish(plan: ViewPlan, output: OutputPlan, paint: Paint): Promise<RenderedImage> {
  const facts = formatFacts(output.format.name)
  if (Math.max(plan.reply.width, plan.reply.height) > facts.maxSide) {
    throw new DarkroomError(
      'too-large',
      say('formatTooLarge', { format: output.format.name, max: facts.maxSide, ...plan.reply }),
      { field: 'fmt' },
    )
  }
  const background: Background = { ...output.background, alpha: facts.alpha ? 0 : 1 }
  const drawn = output.sharpen
    ? await drawSharpened(plan, background, output.sharpen, paint)
    : await paint(plan.reply, background)
  return { data: await encode(drawn, output.format, output.quality), mimeType: facts.mimeType }
}

/** The pixels of `area` (in view coordinates, may reach beyond the view), with alpha if the background has it. */
async function draw(
  source: PyramidSource,
  plan: ViewPlan,
  area: Rect,
  background: Background,
): Promise<Sharp> {
  const view = { x: 0, y: 0, ...plan.view }
  const shown = intersect(area, view)
  const covered = plan.image && shown && intersect(shown, { ...plan.image.at, ...plan.image.scaled })
  if (!plan.image || !covered) {
    const blank = sharp({
      create: { width: area.width, height: area.height, channels: 4, background },
    })
    return background.alpha === 0 ? blank : blank.removeAlpha()
  }
  const part = await readPart(source, plan.image, relativeTo(plan.image.at, covered))
  return extend(settleAlpha(part, background), relativeTo(area, covered), area, background)
}

/** A part (in pixels of the scaled image) of the image brought to its scaled size. */
export async function readPart(source: PyramidSource, image: PlacedImage, part: Rect): Promise<Sharp> {
  const { level, rect } = chooseLevel(source, source.levels, image.source, image.scaled)
  const x = resampleSpan(rect.width, image.scaled.width, part.x, part.x + part.width)
  const y = resampleSpan(rect.height, image.scaled.height, part.y, part.y + part.height)
  const open = (ignoreIcc: boolean) => sharp(source.path, { page: level, limitInputPixels: false, ignoreIcc })
  const cut = (whole: Sharp) =>
    whole
      .extract({
        left: rect.x + x.sourceStart,
        top: rect.y + y.sourceStart,
        width: x.sourceEnd - x.sourceStart,
        height: y.sourceEnd - y.sourceStart,
      })
      .resize({ width: x.resultEnd - x.resultStart, height: y.resultEnd - y.resultStart, fit: 'fill' })
      .extract({
        left: part.x - x.resultStart,
        top: part.y - y.resultStart,
        width: part.width,
        height: part.height,
      })
  const managed = source.isManaged ? await managedColors(open(true), cut) : undefined
  return managed ?? cut(open(false).pipelineColourspace('srgb'))
}

/** Keeps transparency, or fills it. */
export function settleAlpha(image: Sharp, background: Background): Sharp {
  return background.alpha === 0 ? image.ensureAlpha() : image.flatten({ background })
}

/** Puts an image that fills `inner` on an area of `outer` pixels. */
function extend(image: Sharp, inner: Rect, outer: Size, background: Background): Sharp {
  return image.extend({
    left: inner.x,
    top: inner.y,
    right: outer.width - inner.x - inner.width,
    bottom: outer.height - inner.y - inner.height,
    background,
  })
}

/**
 * The reply after unsharp masking. The mask is computed on the reply and a margin of the view around it, so that
 * parts of one view join without a seam; what lies outside the view is plain background.
 */
export async function drawSharpened(
  plan: ViewPlan,
  background: Background,
  { amount, radius, threshold, monochrome }: SharpenWish,
  paint: Paint,
): Promise<Sharp> {
  // The radius counts pixels of the full image; an enlarged view is sharpened as if it were full size.
  const viewRadius = radius * Math.min(1, plan.scale)
  const margin = blurReach(viewRadius)
  const view = { x: 0, y: 0, ...plan.view }
  const shown = intersect(plan.reply, view)
  const area = intersect(grow(plan.reply, margin), view)
  if (!shown || !area) return await paint(plan.reply, background)

  const data = await (await paint(area, background)).raw().toBuffer()
  const sharpened = await sharpen(
    {
      // A Buffer's slice would share its memory.
      data: new Uint8Array(data.buffer, data.byteOffset, data.length),
      width: area.width,
      height: area.height,
      channels: background.alpha === 0 ? 4 : 3,
      hasAlpha: background.alpha === 0,
    },
    { amount, radius: viewRadius, threshold, monochrome },
  )
  const cut = relativeTo(area, shown)
  const image = sharp(sharpened.data, {
    raw: { width: sharpened.width, height: sharpened.height, channels: background.alpha === 0 ? 4 : 3 },
    limitInputPixels: false,
  }).extract({ left: cut.x, top: cut.y, width: cut.width, height: cut.height })
  return extend(image, relativeTo(plan.reply, shown), plan.reply, background)
}
