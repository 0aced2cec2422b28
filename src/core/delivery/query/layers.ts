import type { CompositionWish, FlipWish, LayerWish } from '../layer-wish.ts'
import type { ImageWish, SharpenWish } from '../wish.ts'
import { flipOf, layerCommands } from './layer-commands.ts'
import { decodeValue, type Modifier } from './modifiers.ts'
import { parseSource } from './source.ts'
import { badValue, integer } from './values.ts'
import type { Variables } from './variables.ts'

/** The highest number of a layer. */
const maxLayerNumber = 1_000_000

/** Commands that have no effect on layer 0 and on the composite. */
const notForCanvas: ReadonlySet<string> = new Set(['pos', 'posn', 'blendmode'])

/** What makes layer 0 more than the plain picture of the path. */
const compositionMembers = [
  'source',
  'text',
  'mask',
  'maskUse',
  'size',
  'scale',
  'resolution',
  'flip',
  'rotation',
  'extend',
  'color',
  'background',
  'opacity',
  'hidden',
] as const satisfies readonly (keyof LayerWish)[]

/** What a query says of layers, as far as `ImageWish` has a place for it. */
export type LayersOfWish = Pick<ImageWish, 'composition' | 'crop' | 'sharpen'>

/** Gathers the commands that belong to layers, in the order in which they are given. */
export class LayerReader {
  readonly #variables: Variables
  readonly #layers = new Map<number, LayerWish>([[0, { number: 0 }]])
  readonly #names = new Map<string, number>()
  #current: number | 'comp' | 'effect' = 'comp'
  #flip: FlipWish | undefined
  #opacity: number | undefined
  #sharpen: SharpenWish | undefined

  /** @param variables are handed on to nested requests */
  constructor(variables: Variables) {
    this.#variables = variables
  }

  /** Takes one command; those that are unknown or stand in an effect layer are passed over. Throws what is wrong with it. */
  take(modifier: Modifier): void {
    const { name } = modifier
    if (name === 'layer') this.#current = this.#select(decodeValue(modifier).trim())
    else if (name === 'effect') this.#current = 'effect'
    else if (this.#current === 'comp') this.#takeForComposite(modifier)
    else if (this.#current !== 'effect') this.#takeForLayer(this.#current, modifier)
  }

  /**
   * What was gathered. Without `always` there is a composition only when there is more to do than to show the picture of the path,
   * cropped and sharpened.
   */
  wish({ always, usesObject }: { readonly always: boolean; readonly usesObject: boolean }): LayersOfWish {
    const [canvas = { number: 0 }, ...others] = [...this.#layers.values()].sort((a, b) => a.number - b.number)
    const shown = others.filter(({ source, text, mask, color }) => source ?? text ?? mask ?? color)
    const isComposed =
      always ||
      shown.length > 0 ||
      this.#flip !== undefined ||
      this.#opacity !== undefined ||
      compositionMembers.some((member) => canvas[member] !== undefined)
    if (!isComposed) {
      const sharpen = this.#sharpen ?? canvas.sharpen
      return { ...(canvas.crop && { crop: canvas.crop }), ...(sharpen && { sharpen }) }
    }
    const composition: CompositionWish = Object.freeze({
      layers: [canvas, ...shown] as const,
      usesObject,
      ...(this.#flip && { flip: this.#flip }),
      ...(this.#opacity !== undefined && { opacity: this.#opacity }),
    })
    return { composition, ...(this.#sharpen && { sharpen: this.#sharpen }) }
  }

  #select(value: string): number | 'comp' {
    const [first = '', name, ...rest] = value.split(',').map((part) => part.trim())
    if (first.toLowerCase() === 'comp') return 'comp'
    const number = integer(first, { min: 0, max: maxLayerNumber }) ?? this.#names.get(first)
    if (number === undefined || rest.length > 0)
      throw badValue(
        'layer',
        value,
        `a number from 0 to ${maxLayerNumber}, with or without ,name; comp; or the name of a layer before it`,
      )
    if (name) this.#name(number, name, value)
    if (!this.#layers.has(number)) this.#layers.set(number, { number })
    return number
  }

  #name(number: number, name: string, value: string): void {
    const holder = this.#names.get(name) ?? number
    if (holder !== number || name.toLowerCase() === 'comp')
      throw badValue('layer', value, 'a name that no other layer has')
    this.#names.set(name, number)
  }

  #takeForComposite(modifier: Modifier): void {
    const { name } = modifier
    if (name === 'flip') this.#flip = flipOf(decodeValue(modifier).trim(), name)
    else if (name === 'opac' || name === 'op_usm') {
      const set = layerCommands.get(name)?.(decodeValue(modifier).trim(), name)
      this.#opacity = set?.opacity ?? this.#opacity
      this.#sharpen = set?.sharpen ?? this.#sharpen
    } else this.#takeForLayer(0, modifier)
  }

  #takeForLayer(number: number, modifier: Modifier): void {
    const { name } = modifier
    if (number === 0 && notForCanvas.has(name)) return
    const set = this.#set(modifier)
    if (set === undefined) return
    if (number === 0 && set.size?.unit === 'fraction')
      throw badValue(name, modifier.value, 'size= in pixels, for layer 0 is what sizes are relative to')
    this.#layers.set(number, { ...(this.#layers.get(number) ?? { number }), ...set })
  }

  #set(modifier: Modifier): Partial<LayerWish> | undefined {
    const { name } = modifier
    switch (name) {
      case 'src':
        return { source: parseSource(modifier, this.#variables), text: undefined }
      case 'mask':
        return { mask: parseSource(modifier, this.#variables) }
      case 'text':
      case 'textps':
        return {
          // In text a plus sign is a space, as in the reference's examples; elsewhere it stays one.
          text: {
            rtf: decodeValue({ name, value: modifier.value.replaceAll('+', '%20') }),
            photoshop: name === 'textps',
          },
          source: undefined,
        }
      default:
        return layerCommands.get(name)?.(decodeValue(modifier).trim(), name)
    }
  }
}
