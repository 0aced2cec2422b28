import sharp, { type Sharp } from 'sharp'
import type { OutputPlan } from '../output.ts'
import type { Rect } from '../rect.ts'
import { type Background, drawSharpened, finish, type RenderedImage, settleAlpha } from '../render.ts'
import type { ViewPlan } from '../view.ts'
import type { SharpenWish } from '../wish.ts'
import type { Composition } from './composition.ts'
import { drawComposition } from './draw-composition.ts'
import type { PixelBudget } from './pixel-budget.ts'
import { ownPixels } from './pyramid-picture.ts'
import { viewTransform } from './view-transform.ts'

const keepTransparency: Background = Object.freeze({ r: 0, g: 0, b: 0, alpha: 0 })

/** RGBA of an area of a view of a composition, sharpened where that is wished for. */
export async function paintComposition(
  composition: Composition,
  plan: ViewPlan,
  area: Rect,
  sharpen: SharpenWish | undefined,
  budget: PixelBudget,
): Promise<Uint8Array> {
  if (!sharpen || sharpen.amount === 0 || sharpen.radius === 0)
    return (await areaOf(composition, plan, area, budget)).data
  const drawn = await drawSharpened({ ...plan, reply: area }, keepTransparency, sharpen, async (part) =>
    asImage(await areaOf(composition, plan, part, budget)),
  )
  return ownPixels(await drawn.raw().toBuffer(), area)
}

/**
 * Draws the reply of a plan for a composition; for `mask`, how opaque it is in place of its colors. Throws `too-large` when the format
 * can not hold it or the budget is used up.
 */
export async function renderComposition(
  composition: Composition,
  plan: ViewPlan,
  output: OutputPlan,
  budget: PixelBudget,
  kind: 'img' | 'mask',
): Promise<RenderedImage> {
  return await finish(plan, output, async (area, background) => {
    const pixels = await areaOf(composition, plan, area, budget)
    if (kind === 'mask') showAlpha(pixels.data)
    return settleAlpha(asImage(pixels), background)
  })
}

interface Area {
  readonly rect: Rect
  readonly data: Uint8Array
}

async function areaOf(
  composition: Composition,
  plan: ViewPlan,
  area: Rect,
  budget: PixelBudget,
): Promise<Area> {
  // A composition has no parts that its crop takes away, so it is always somewhere on the view.
  if (!plan.image) throw new Error('a composition without a place')
  return await drawComposition(composition, viewTransform(composition.size, plan.image), area, budget)
}

function asImage({ rect, data }: Area): Sharp {
  return sharp(data, {
    raw: { width: rect.width, height: rect.height, channels: 4 },
    limitInputPixels: false,
  })
}

function showAlpha(data: Uint8Array): void {
  for (let i = 0; i < data.length; i += 4) {
    const alpha = data[i + 3] ?? 0
    data[i] = alpha
    data[i + 1] = alpha
    data[i + 2] = alpha
    data[i + 3] = 255
  }
}
