import { DarkroomError } from '../../errors.ts'
import type { BlobStore } from '../../ports.ts'
import type { PublishedImage } from '../../publishing/smart-crop-entry.ts'
import type { CompositionWish, LayerWish, SourceWish } from '../layer-wish.ts'
import type { FontBook } from '../text/font-book.ts'
import { layOutText } from '../text/lay-out-text.ts'
import type { ImageWish } from '../wish.ts'
import type { ComposedLayer, Composition } from './composition.ts'
import { entryPicture } from './entry-picture.ts'
import type { Canvas, LayerContent } from './layer-content.ts'
import { type CompositionLimits, maxNesting } from './limits.ts'
import { nestedPicture } from './nested-picture.ts'
import type { Picture } from './picture.ts'
import { PixelBudget } from './pixel-budget.ts'
import { placeLayer } from './placement.ts'
import { readRequest } from './read-request.ts'
import { wantedSize } from './scaled-content.ts'
import type { SourceFinder } from './source-finder.ts'

/** What layers are made from. */
export interface LayerSources {
  readonly finder: SourceFinder
  readonly blobs: BlobStore
  readonly fonts: FontBook
  readonly limits: CompositionLimits
}

/** What a request for a plain picture is where a composition is needed. */
const plainComposition: CompositionWish = Object.freeze({
  layers: [Object.freeze({ number: 0 })] as const,
  usesObject: true,
})

/** Turns the layers of one request, and of the requests nested in it, into a composition. */
export class LayerResolver {
  readonly #sources: LayerSources
  #layersLeft: number
  /** Of all that is drawn for the request. */
  readonly budget: PixelBudget

  constructor(sources: LayerSources) {
    this.#sources = sources
    this.#layersLeft = sources.limits.maxLayers
    this.budget = new PixelBudget(sources.limits.maxPixels)
  }

  /**
   * Finds the pictures of all layers, lays out their text and places them. Throws `not-found` for a picture that is not published,
   * `too-large` for more layers than there may be, `invalid-parameter` for layers that do not fit together.
   * @param object what the path of the request names; undefined: nothing that has a picture of its own
   */
  async resolve(wish: ImageWish, object: PublishedImage | undefined, depth = 0): Promise<Composition> {
    const { layers, usesObject, flip, opacity } = wish.composition ?? cropped(wish)
    this.#count(layers.length)
    // One query for all names; the layers then find them in memory.
    await this.#sources.finder.load(layers.flatMap(objectsOf))
    const first = await this.#layer(layers[0], usesObject ? object : undefined, undefined, depth)
    const { width, height } = first.placement.rect
    const canvas: Canvas = { size: { width, height }, origin: first.placement.origin }
    const composed: ComposedLayer[] = layers[0].hidden ? [] : [first]
    for (const layer of layers.slice(1))
      if (!layer.hidden) composed.push(await this.#layer(layer, undefined, canvas, depth))
    return {
      size: canvas.size,
      layers: composed,
      flip: flip ?? { x: false, y: false },
      opacity: opacity ?? 1,
    }
  }

  #count(layers: number): void {
    this.#layersLeft -= layers
    if (this.#layersLeft >= 0) return
    const { maxLayers } = this.#sources.limits
    throw new DarkroomError('too-large', `The request has more than ${maxLayers} layers.`, { field: 'layer' })
  }

  async #layer(
    wish: LayerWish,
    object: PublishedImage | undefined,
    canvas: Canvas | undefined,
    depth: number,
  ): Promise<ComposedLayer> {
    const mask = wish.mask && (await this.#picture(wish, 'mask', wish.mask, depth))
    if (wish.text) {
      const box = wantedSize(wish, canvas)
      const picture = await layOutText(wish.text, wish.textAttributes, box, this.#sources.fonts)
      const placement = placeLayer(wish, { kind: 'text', ...contentOf(picture) }, canvas)
      return { wish, placement, picture, ...(mask && { mask }) }
    }
    const picture = wish.source
      ? await this.#picture(wish, 'src', wish.source, depth)
      : object && (await entryPicture(this.#sources.blobs, object, 'src'))
    const shape = picture ?? mask
    const content: LayerContent = shape ? { kind: 'picture', ...contentOf(shape) } : { kind: 'color' }
    const placement = placeLayer(wish, content, canvas)
    const solid = wish.color ?? { r: 0, g: 0, b: 0, alpha: 0 }
    return { wish, placement, ...(picture ? { picture } : { solid }), ...(mask && { mask }) }
  }

  async #picture(
    { number }: LayerWish,
    command: 'src' | 'mask',
    source: SourceWish,
    depth: number,
  ): Promise<Picture> {
    const { finder, blobs } = this.#sources
    if (source.kind === 'object') {
      const entry = await finder.find(source.object)
      if (entry?.served_as === 'template')
        throw new DarkroomError(
          'invalid-parameter',
          `layer=${number}: ${command}=${source.object} names a template; use ${command}=is{${source.object}}.`,
          { field: command },
        )
      if (entry) return await entryPicture(blobs, entry, command)
      throw missing(number, command, source.object)
    }
    if (depth === maxNesting)
      throw new DarkroomError('too-large', `Requests are nested more than ${maxNesting} deep.`, {
        field: command,
      })
    const { path, query } = source
    const named = path === '' ? undefined : await finder.find(path)
    const { wish, entry } = await readRequest(finder, { path, entry: named, query })
    if (path !== '' && !named && needsObject(wish)) throw missing(number, command, path)
    return nestedPicture(await this.resolve(wish, entry, depth + 1), wish, this.budget)
  }
}

/** Whether a request shows what its path names. */
export function needsObject({ composition }: ImageWish): boolean {
  if (!composition) return true
  const { source, text } = composition.layers[0]
  return composition.usesObject && !source && !text
}

function missing(number: number, command: string, object: string): DarkroomError {
  return new DarkroomError('not-found', `layer=${number}: there is no published image '${object}'.`, {
    field: command,
  })
}

/** A request without layers that crops. */
function cropped({ crop }: ImageWish): CompositionWish {
  return crop ? { ...plainComposition, layers: [{ number: 0, crop }] } : plainComposition
}

function objectsOf({ source, mask, hidden, number }: LayerWish): string[] {
  if (hidden && number !== 0) return []
  return [source, mask].flatMap((wish) => (wish?.kind === 'object' ? [wish.object] : []))
}

function contentOf({ size, resolution, crop, anchor }: Picture) {
  return { size, resolution, ...(crop && { crop }), ...(anchor && { anchor }) }
}
