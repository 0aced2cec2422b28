import { say } from '../../messages/messages.ts'
import { Cursor } from './cursor.ts'
import type { PsdDocument } from './document.ts'
import { inflate, unpredict } from './inflated.ts'
import type { LayerNode } from './layer-tree.ts'
import { type Plane, packedPlane, rawPlane, rowBytesOf } from './plane.ts'
import { damaged } from './psd-file.ts'

/** Opens channels of layers, each once; ZIP data is unpacked to disk until `close`. */
export class LayerPlanes {
  readonly #psd: PsdDocument
  readonly #opened = new Map<string, Promise<Plane | undefined>>()
  readonly #closings: (() => Promise<void>)[] = []

  constructor(psd: PsdDocument) {
    this.#psd = psd
  }

  /** A channel by its number (see LayerChannel); undefined: the layer has none, or one without pixels. */
  open(node: LayerNode, id: number): Promise<Plane | undefined> {
    const key = `${node.number}/${id}`
    const known = this.#opened.get(key)
    if (known) return known
    const opening = this.#open(node, id)
    this.#opened.set(key, opening)
    return opening
  }

  /** Forgets all channels and takes what was unpacked away. */
  async close(): Promise<void> {
    this.#opened.clear()
    for (const close of this.#closings.splice(0)) await close()
  }

  async #open({ record }: LayerNode, id: number): Promise<Plane | undefined> {
    const { file, header, scratch } = this.#psd
    const channel = record.channels.find((one) => one.id === id)
    const rect = id === -2 ? record.mask?.rect : record.rect
    if (!channel || !rect || channel.length <= 2) return undefined
    const [width, height] = [rect.right - rect.left, rect.bottom - rect.top]
    if (width === 0 || height === 0) return undefined
    const shape = { width, height, depth: header.depth }
    const compression = await new Cursor(file, channel.at, channel.at + 2).u16()
    const [at, end] = [channel.at + 2, channel.at + channel.length]
    if (compression === 0) {
      if (end - at < rowBytesOf(shape) * height)
        throw damaged(file.name, say('psdLayerCut', { layer: record.name }))
      return rawPlane(file, at, shape)
    }
    if (compression === 1) {
      const dataAt = at + height * (header.large ? 4 : 2)
      return await packedPlane(file, { lengthsAt: at, dataAt, end }, header.large, shape)
    }
    if (compression > 3)
      throw damaged(file.name, say('psdLayerCompression', { layer: record.name, compression }))
    const source = await inflate(file, at, end - at, rowBytesOf(shape) * height, scratch)
    this.#closings.push(() => source.close())
    return rawPlane(
      source,
      0,
      shape,
      compression === 3 ? (rows, count) => unpredict(rows, count, shape) : undefined,
    )
  }
}
