import { intersect, type Rect, relativeTo } from '../rect.ts'
import { TaskThreads } from '../task-threads.ts'
import { fade } from './blend.ts'
import type { ComposedLayer, Composition } from './composition.ts'
import { drawContent } from './draw-content.ts'
import type { LayerTask } from './layer-worker.ts'
import { orient, unorientedRect } from './orientation.ts'
import { type LayerPaint, paintLayer } from './paint-layer.ts'
import type { PixelBudget } from './pixel-budget.ts'
import { type Pixels, transparent } from './pixels.ts'
import { planLayer } from './plan-layer.ts'
import { rectInView, type ViewTransform } from './view-transform.ts'

/** Up to this many pixels are laid over others in the caller's thread: a few milliseconds. */
const inlinePixels = 250_000

const threads = new TaskThreads<LayerTask, Pixels>(new URL('./layer-worker.ts', import.meta.url))

/**
 * The pixels of `area`, a part of the view; beside the canvas they are transparent. Layers are drawn one after the other, so two
 * of them are in memory at a time. Throws `too-large` when the budget is used up.
 */
export async function drawComposition(
  composition: Composition,
  transform: ViewTransform,
  area: Rect,
  budget: PixelBudget,
): Promise<Pixels> {
  const canvas = rectInView(transform, { x: 0, y: 0, ...composition.size })
  const shown = intersect(canvas, area)
  if (!shown) return transparent(area)
  const mirror = { flip: composition.flip, quarters: 0 } as const
  const wanted = relativeTo(canvas, shown)
  const from = unorientedRect(wanted, canvas, mirror)
  budget.spend(from.width * from.height)
  let pixels = transparent({ ...from, x: from.x + canvas.x, y: from.y + canvas.y })
  for (const layer of composition.layers) pixels = await drawLayer(pixels, layer, transform, budget)
  fade(pixels, composition.opacity)
  const { data } = orient({ rect: from, data: pixels.data }, wanted, canvas, mirror)
  const drawn = { rect: shown, data }
  if (shown.width === area.width && shown.height === area.height) return drawn
  return await paint(transparent(area), {
    content: drawn,
    way: { kind: 'oriented', orientation: noOrientation, size: shown, at: shown },
    maskUse: 'norm',
    opacity: 1,
    mode: 'norm',
    reach: shown,
    outer: shown,
  })
}

const noOrientation = Object.freeze({ flip: Object.freeze({ x: false, y: false }), quarters: 0 } as const)

async function drawLayer(
  below: Pixels,
  layer: ComposedLayer,
  transform: ViewTransform,
  budget: PixelBudget,
): Promise<Pixels> {
  const { wish, placement, solid } = layer
  const plan = planLayer(wish, placement, transform, below.rect)
  if (!plan) return below
  budget.spend(plan.need.width * plan.need.height + plan.outer.width * plan.outer.height)
  const { content, mask } = await drawContent(layer, plan.size, plan.need)
  return await paint(below, {
    content,
    ...(mask && { mask }),
    maskUse: wish.maskUse ?? 'norm',
    opacity: (wish.opacity ?? 1) * (solid?.alpha ?? 1),
    ...(wish.color && !solid && { color: wish.color }),
    ...(wish.background && { background: wish.background }),
    mode: wish.number === 0 ? 'norm' : (wish.blendMode ?? 'norm'),
    way: plan.way,
    reach: plan.reach,
    outer: plan.outer,
  })
}

async function paint(below: Pixels, layer: LayerPaint): Promise<Pixels> {
  if (layer.outer.width * layer.outer.height <= inlinePixels) return paintLayer(below, layer)
  return await threads.run({ below, paint: layer }, [ownBuffer(below), ownBuffer(layer.content)])
}

function ownBuffer({ data }: Pixels): ArrayBuffer {
  return data.buffer as ArrayBuffer
}
