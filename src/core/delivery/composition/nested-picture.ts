import sharp from 'sharp'
import type { Rect, Size } from '../rect.ts'
import { type DeliverySettings, defaultDeliverySettings } from '../settings.ts'
import { planView, type ViewPlan } from '../view.ts'
import type { ImageWish } from '../wish.ts'
import type { Composition } from './composition.ts'
import { paintComposition } from './paint-composition.ts'
import type { Picture } from './picture.ts'
import type { PixelBudget } from './pixel-budget.ts'
import { ownPixels } from './pyramid-picture.ts'

/** MaxPix and DefaultPix do not count in nested requests. */
const nestedSettings: DeliverySettings = Object.freeze({
  ...defaultDeliverySettings,
  maxSize: Object.freeze({ width: 0, height: 0 }),
  defaultSize: Object.freeze({ width: 0, height: 0 }),
})

/** The reply of a nested request. It is drawn in the size that it is needed in, but for one that is cut out by `rect`. */
export function nestedPicture(composition: Composition, wish: ImageWish, budget: PixelBudget): Picture {
  const full = planView(composition.size, wish, nestedSettings)
  const size = { width: full.reply.width, height: full.reply.height }
  return {
    size,
    hasAlpha: true,
    resolution: 0,
    async draw(source, scaled, part) {
      const plan = wish.rect ? full : scaledPlan(composition.size, wish, size, factorFor(source, scaled))
      budget.spend(plan.reply.width * plan.reply.height)
      const pixels = await paintComposition(composition, plan, plan.reply, wish.sharpen, budget)
      const x = plan.reply.width / size.width
      const y = plan.reply.height / size.height
      return await cutOut(pixels, plan.reply, scaleRect(source, x, y, plan.reply), scaled, part)
    },
  }
}

/** Never enlarged: that is done to the finished picture. */
function factorFor(source: Rect, scaled: Size): number {
  return Math.min(1, Math.max(scaled.width / source.width, scaled.height / source.height))
}

function scaledPlan(canvas: Size, wish: ImageWish, size: Size, scale: number): ViewPlan {
  if (scale === 1) return planView(canvas, wish, nestedSettings)
  const rect = {
    x: 0,
    y: 0,
    width: Math.max(1, Math.round(size.width * scale)),
    height: Math.max(1, Math.round(size.height * scale)),
  }
  return planView(canvas, { ...wish, rect: { rect, scale } }, nestedSettings)
}

function scaleRect(rect: Rect, xScale: number, yScale: number, within: Size): Rect {
  const x = Math.min(within.width - 1, Math.round(rect.x * xScale))
  const y = Math.min(within.height - 1, Math.round(rect.y * yScale))
  return {
    x,
    y,
    width: Math.min(within.width - x, Math.max(1, Math.round(rect.width * xScale))),
    height: Math.min(within.height - y, Math.max(1, Math.round(rect.height * yScale))),
  }
}

async function cutOut(
  data: Uint8Array,
  { width, height }: Size,
  rect: Rect,
  scaled: Size,
  part: Rect,
): Promise<Uint8Array> {
  const pixels = await sharp(data, { raw: { width, height, channels: 4 }, limitInputPixels: false })
    .extract({ left: rect.x, top: rect.y, width: rect.width, height: rect.height })
    .resize({ width: scaled.width, height: scaled.height, fit: 'fill' })
    .extract({ left: part.x, top: part.y, width: part.width, height: part.height })
    .raw()
    .toBuffer()
  return ownPixels(pixels, part)
}
