import type { Rect } from './layer-record.ts'
import { areaOf } from './layer-record.ts'
import type { LayerSource } from './layer-source.ts'
import type { LayerNode } from './layer-tree.ts'
import type { Plane } from './plane.ts'
import { greatest, newSamples, type Samples } from './samples.ts'

/** The colours of a layer in a part of the document, channel by channel, as the file has them; zeros where it has none. */
export async function layerColours(
  { psd, planes, facts }: LayerSource,
  node: LayerNode,
  part: Rect,
): Promise<readonly Samples[]> {
  const { fileChannels, depth } = psd.plan
  const { fill } = facts(node)
  const channels: Samples[] = []
  for (let channel = 0; channel < fileChannels; channel++) {
    const samples = newSamples(depth, areaOf(part))
    if (fill) samples.fill(Math.round((fill[channel] ?? 0) * greatest(depth)))
    else {
      const plane = await planes.open(node, channel)
      if (plane) await copyInto(plane, node.record.rect, part, samples)
    }
    channels.push(samples)
  }
  return channels
}

async function copyInto(plane: Plane, at: Rect, part: Rect, out: Samples): Promise<void> {
  const [top, bottom] = [Math.max(at.top, part.top), Math.min(at.bottom, part.bottom)]
  const [left, right] = [Math.max(at.left, part.left), Math.min(at.right, part.right)]
  if (top >= bottom || left >= right) return
  const rows = await plane.rows(top - at.top, bottom - top)
  for (let y = top; y < bottom; y++) {
    const from = (y - top) * plane.width - at.left
    out.set(
      rows.subarray(from + left, from + right),
      (y - part.top) * (part.right - part.left) + left - part.left,
    )
  }
}
