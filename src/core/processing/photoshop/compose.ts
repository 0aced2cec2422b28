import { type BlendBand, blend } from './blend.ts'
import { applyMasks, multiply, ownCoverage } from './coverage.ts'
import { tiffFrame } from './document.ts'
import { layerColours } from './layer-colours.ts'
import { areaOf, type Rect } from './layer-record.ts'
import type { LayerSource } from './layer-source.ts'
import type { LayerNode } from './layer-tree.ts'
import { bandRows, greatest, newSamples, type Samples } from './samples.ts'
import { writeTiff } from './write-tiff.ts'

/** Groups within each other have a band of their own while they are put together. */
const bandFactor = 32

/**
 * Puts the visible layers together as Photoshop does, as a TIFF with alpha at `path`: groups, masks, clipping, opacity and
 * blend modes; effects and adjustment layers are left out. A band of rows at a time, so memory does not grow with the layers.
 */
export async function writeComposition(source: LayerSource, path: string): Promise<void> {
  const { plan, header, layers, scratch, resources } = source.psd
  const { width, height } = header
  const channels = plan.fileChannels
  const samples = plan.channels + 1
  const { xmp, iptc } = resources
  const shape = { ...tiffFrame(source.psd), width, height, samples, hasAlpha: true }
  await writeTiff(path, { ...shape, ...(xmp && { xmp }), ...(iptc && { iptc }) }, bands())

  async function* bands(): AsyncGenerator<Samples> {
    const step = bandRows(width * samples * bandFactor)
    for (let top = 0; top < height; top += step) {
      scratch.signal.throwIfAborted()
      const part = { left: 0, right: width, top, bottom: Math.min(top + step, height) }
      const band = emptyBand(part, channels)
      await composeInto(band, source, layers, part)
      yield samplesOf(band)
    }
  }

  function samplesOf({ colours, alpha }: BlendBand): Samples {
    const max = greatest(plan.depth)
    const out = newSamples(plan.depth, alpha.length * samples)
    for (let i = 0; i < alpha.length; i++)
      for (let channel = 0; channel < channels; channel++)
        out[i * samples + channel] = (colours[i * channels + channel] as number) * max + 0.5
    plan.convert?.(out, samples)
    for (let i = 0; i < alpha.length; i++) out[i * samples + samples - 1] = (alpha[i] as number) * max + 0.5
    return out
  }
}

function emptyBand(part: Rect, channels: number): BlendBand {
  const area = areaOf(part)
  return { colours: new Float32Array(area * channels), alpha: new Float32Array(area) }
}

async function composeInto(
  target: BlendBand,
  source: LayerSource,
  nodes: readonly LayerNode[],
  part: Rect,
): Promise<void> {
  const channels = source.psd.plan.fileChannels
  for (const node of nodes) {
    const { record } = node
    if (record.hidden || node.base) continue
    const clipped = nodes.filter((other) => other.base === node && !other.record.hidden)
    if (node.children && record.blendKey === 'pass' && clipped.length === 0) {
      await passThrough(target, source, node, node.children, part)
      continue
    }
    const own = await nodeBand(source, node, part)
    for (const layer of clipped) {
      const above = await nodeBand(source, layer, part)
      blend(own, above, channels, layer.record.blendKey, true)
    }
    dim(own, record.opacity)
    if (record.blendKey === 'diss') dissolve(own, part)
    blend(target, own, channels, record.blendKey)
  }
}

/** A group whose layers blend with what lies below the group. */
async function passThrough(
  target: BlendBand,
  source: LayerSource,
  group: LayerNode,
  children: readonly LayerNode[],
  part: Rect,
): Promise<void> {
  const channels = source.psd.plan.fileChannels
  const within = { colours: target.colours.slice(), alpha: target.alpha.slice() }
  await composeInto(within, source, children, part)
  const share = new Float32Array(target.alpha.length).fill(group.record.opacity)
  await applyMasks(source, group, part, share)
  for (let i = 0, at = 0; i < share.length; i++, at += channels) {
    const [before, after, by] = [target.alpha[i] as number, within.alpha[i] as number, share[i] as number]
    const alpha = before + by * (after - before)
    for (let c = at; c < at + channels && alpha > 0; c++) {
      const [below, above] = [target.colours[c] as number, within.colours[c] as number]
      target.colours[c] = (below * before * (1 - by) + above * after * by) / alpha
    }
    target.alpha[i] = alpha
  }
}

/** A layer or a closed group on its own, with its masks and without its opacity; that of a clipped layer is applied. */
async function nodeBand(source: LayerSource, node: LayerNode, part: Rect): Promise<BlendBand> {
  const { fileChannels: channels, depth } = source.psd.plan
  const { record } = node
  const band = emptyBand(part, channels)
  if (node.children) {
    await composeInto(band, source, node.children, part)
    await applyMasks(source, node, part, band.alpha)
  } else if (source.facts(node).rect) {
    const max = greatest(depth)
    for (const [channel, data] of (await layerColours(source, node, part)).entries())
      for (let i = 0, to = channel; i < data.length; i++, to += channels)
        band.colours[to] = (data[i] as number) / max
    band.alpha.fill(record.fillOpacity)
    multiply(band.alpha, await ownCoverage(source, node, part))
  }
  if (node.base) dim(band, record.opacity)
  return band
}

function dim({ alpha }: BlendBand, opacity: number): void {
  if (opacity < 1) for (let i = 0; i < alpha.length; i++) alpha[i] = (alpha[i] as number) * opacity
}

/** Each pixel is there or not, as often as its alpha says; the same file gives the same pixels. */
function dissolve({ alpha }: BlendBand, { left, right, top }: Rect): void {
  const width = right - left
  for (let i = 0; i < alpha.length; i++) {
    const [x, y] = [i % width, top + Math.floor(i / width)]
    let hash = Math.imul(x, 0x9e3779b1) ^ Math.imul(y, 0x85ebca6b)
    hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35)
    const chance = ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32
    alpha[i] = (alpha[i] as number) > chance ? 1 : 0
  }
}
