import type { DescribedLayer } from './description-reader.ts'
import { describeLayer } from './descriptions.ts'
import type { PsdDocument } from './document.ts'
import { fillColour } from './fill-colour.ts'
import { isEmpty, type Rect } from './layer-record.ts'
import { everyNode, type LayerNode } from './layer-tree.ts'
import { type TextFacts, textFactsOf } from './text-facts.ts'
import { type VectorMask, vectorMaskOf } from './vector-mask.ts'

/** What is known of a layer before its pixels are read. */
export interface LayerFacts {
  /** Where its picture lies; absent: it has none. */
  readonly rect?: Rect
  /** Of a layer that is one colour: that colour in the channels of the file, 0 to 1. */
  readonly fill?: readonly number[]
  readonly vectorMask?: VectorMask
  readonly text?: TextFacts
  /** True: it has effects (shadows, strokes), which are not drawn. */
  readonly hasEffects: boolean
  /** True: what it says of itself could not be read. */
  readonly damaged: boolean
}

/** Facts of all layers and groups, by their numbers. */
export async function readLayerFacts(psd: PsdDocument): Promise<ReadonlyMap<number, LayerFacts>> {
  const all = new Map<number, LayerFacts>()
  for (const node of everyNode(psd.layers)) {
    psd.scratch.signal.throwIfAborted()
    all.set(node.number, await factsOf(psd, node))
  }
  return all
}

async function factsOf(psd: PsdDocument, node: LayerNode): Promise<LayerFacts> {
  const { layer, damaged } = await describeLayer(psd.file, psd.header, node.record)
  const vectorMask = vectorMaskOf(layer)
  const text = layer?.text && textFactsOf(layer.text)
  const fill =
    layer?.vectorFill?.type === 'color' ? fillColour(layer.vectorFill.color, psd.header.mode) : undefined
  const hasPixels = hasPixelsOf(node)
  const rect = hasPixels ? node.record.rect : fill && fillRect(psd, node, vectorMask)
  return {
    ...(rect && !node.children && { rect }),
    ...(fill && !hasPixels && { fill }),
    ...(vectorMask && { vectorMask }),
    ...(text && { text }),
    hasEffects: hasEffects(layer),
    damaged,
  }
}

function hasPixelsOf({ record }: LayerNode): boolean {
  return !isEmpty(record.rect) && record.channels.some(({ id, length }) => id === 0 && length > 2)
}

/** A colour without pixels fills its masks, or the document. */
function fillRect(
  { header }: PsdDocument,
  { record: { mask } }: LayerNode,
  vectorMask: VectorMask | undefined,
): Rect | undefined {
  let rect: Rect = { left: 0, top: 0, right: header.width, bottom: header.height }
  const within = (by: Rect) => {
    rect = {
      left: Math.max(rect.left, by.left),
      top: Math.max(rect.top, by.top),
      right: Math.min(rect.right, by.right),
      bottom: Math.min(rect.bottom, by.bottom),
    }
  }
  const hidesOutside =
    mask && !mask.disabled && mask.density === 1 && mask.outside === (mask.inverted ? 255 : 0)
  if (hidesOutside && !isEmpty(mask.rect)) within(mask.rect)
  if (vectorMask?.bounds) within(vectorMask.bounds)
  return isEmpty(rect) ? undefined : rect
}

function hasEffects(layer: DescribedLayer | undefined): boolean {
  const effects = layer?.effects
  if (!effects || effects.disabled) return false
  return Object.values(effects)
    .flat()
    .some(
      (effect: unknown) =>
        typeof effect === 'object' && effect !== null && 'enabled' in effect && effect.enabled === true,
    )
}
