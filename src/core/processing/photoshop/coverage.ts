import { areaOf, isEmpty, type Rect } from './layer-record.ts'
import type { LayerSource } from './layer-source.ts'
import type { LayerNode } from './layer-tree.ts'
import type { Plane } from './plane.ts'
import { greatest } from './samples.ts'
import { vectorCoverage } from './vector-mask.ts'

/**
 * How much of each pixel of a part of the document a layer covers: 0 to 1, row by row. Its transparency and masks, the masks
 * of the groups around it, and what it is clipped to; no opacity.
 */
export async function coverage(source: LayerSource, node: LayerNode, part: Rect): Promise<Float32Array> {
  const covered = await ownCoverage(source, node, part)
  if (node.base && !node.base.children) multiply(covered, await ownCoverage(source, node.base, part))
  for (const group of node.groups) await applyMasks(source, group, part, covered)
  return covered
}

/** As `coverage`, but only by what the layer itself has. */
export async function ownCoverage(source: LayerSource, node: LayerNode, part: Rect): Promise<Float32Array> {
  const { psd, planes } = source
  const covered = new Float32Array(areaOf(part))
  if (node.children || isEmpty(node.record.rect)) covered.fill(1)
  else {
    const transparency = await planes.open(node, -1)
    const max = greatest(psd.plan.depth)
    if (transparency) await place(transparency, node.record.rect, part, covered, (value) => value / max)
    else fillRect(node.record.rect, part, covered)
  }
  await applyMasks(source, node, part, covered)
  return covered
}

/** Multiplies with the masks of a layer or group. */
export async function applyMasks(
  { psd, planes, facts }: LayerSource,
  node: LayerNode,
  part: Rect,
  covered: Float32Array,
): Promise<void> {
  const { mask } = node.record
  const max = greatest(psd.plan.depth)
  const plane = mask && !mask.disabled ? await planes.open(node, -2) : undefined
  if (mask && !mask.disabled && (plane || isEmpty(mask.rect))) {
    const shown = (value: number) => 1 - mask.density * (1 - (mask.inverted ? 1 - value : value))
    const values = new Float32Array(covered.length).fill(shown(mask.outside / 255))
    if (plane) await place(plane, mask.rect, part, values, (value) => shown(value / max))
    multiply(covered, values)
  }
  const vector = mask?.fromVector && plane ? undefined : facts(node).vectorMask
  if (vector) multiply(covered, await vectorCoverage(vector, part))
}

/** Writes the samples of a plane that lies at `at` into a part of the document, each through `value`. */
export async function place(
  plane: Plane,
  at: Rect,
  part: Rect,
  out: Float32Array,
  value: (sample: number) => number,
): Promise<void> {
  const [top, bottom] = [Math.max(at.top, part.top), Math.min(at.bottom, part.bottom)]
  const [left, right] = [Math.max(at.left, part.left), Math.min(at.right, part.right)]
  if (top >= bottom || left >= right) return
  const rows = await plane.rows(top - at.top, bottom - top)
  const partWidth = part.right - part.left
  for (let y = top; y < bottom; y++) {
    let from = (y - top) * plane.width + left - at.left
    let to = (y - part.top) * partWidth + left - part.left
    for (let x = left; x < right; x++) out[to++] = value(rows[from++] as number)
  }
}

function fillRect(rect: Rect, part: Rect, out: Float32Array): void {
  const partWidth = part.right - part.left
  const [left, right] = [Math.max(rect.left, part.left), Math.min(rect.right, part.right)]
  if (left >= right) return
  for (let y = Math.max(rect.top, part.top); y < Math.min(rect.bottom, part.bottom); y++) {
    const start = (y - part.top) * partWidth - part.left
    out.fill(1, start + left, start + right)
  }
}

export function multiply(values: Float32Array, by: Float32Array): void {
  for (let i = 0; i < values.length; i++) values[i] = (values[i] as number) * (by[i] as number)
}
