import { coverage } from './coverage.ts'
import { tiffFrame } from './document.ts'
import { layerColours } from './layer-colours.ts'
import type { Rect } from './layer-record.ts'
import type { LayerSource } from './layer-source.ts'
import type { LayerNode } from './layer-tree.ts'
import { spread } from './merged-image.ts'
import { bandRows, greatest, newSamples, type Samples } from './samples.ts'
import { writeTiff } from './write-tiff.ts'

/** Beside the pixels of a band there are its channels on their own and masks, as floating point numbers. */
const bandFactor = 4

/**
 * Writes a layer as a TIFF to `path`: the part of the document that `rect` names, with the layer's masks and clipping in its
 * alpha; opacity and blend mode are not applied. A layer that can not be transparent (a background) gets no alpha.
 */
export async function writeLayerImage(
  source: LayerSource,
  node: LayerNode,
  rect: Rect,
  path: string,
): Promise<void> {
  const { plan, scratch } = source.psd
  const [width, height] = [rect.right - rect.left, rect.bottom - rect.top]
  const hasAlpha = mayBeTransparent(source, node, rect)
  const samples = plan.channels + (hasAlpha ? 1 : 0)
  const shape = { ...tiffFrame(source.psd), width, height, samples, hasAlpha }
  await writeTiff(path, shape, bands())

  async function* bands(): AsyncGenerator<Samples> {
    const step = bandRows(width * samples * (plan.depth / 8) * bandFactor)
    for (let top = rect.top; top < rect.bottom; top += step) {
      scratch.signal.throwIfAborted()
      const part = { ...rect, top, bottom: Math.min(top + step, rect.bottom) }
      const out = newSamples(plan.depth, width * (part.bottom - part.top) * samples)
      for (const [channel, data] of (await layerColours(source, node, part)).entries())
        spread(data, out, channel, samples)
      plan.convert?.(out, samples)
      const covered = hasAlpha ? await coverage(source, node, part) : new Float32Array()
      const max = greatest(plan.depth)
      for (let i = 0, to = samples - 1; i < covered.length; i++, to += samples)
        out[to] = (covered[i] as number) * max + 0.5
      yield out
    }
  }
}

function mayBeTransparent({ facts }: LayerSource, node: LayerNode, rect: Rect): boolean {
  const { record, groups, base } = node
  const masked = [node, ...groups].some((one) => one.record.mask || facts(one).vectorMask)
  const own = record.rect
  const filled =
    own.left <= rect.left && own.top <= rect.top && own.right >= rect.right && own.bottom >= rect.bottom
  return masked || base !== undefined || !filled || record.channels.some(({ id }) => id === -1)
}
