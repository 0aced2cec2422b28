import type { LayerAnchor, LayerNaming, PhotoshopOptions } from '../options/option-types.ts'

/** What is to be made of the layers of a Photoshop file. */
export interface LayerChoices {
  readonly naming: LayerNaming
  /** Absent: none was asked for; layers are placed by their top left corner. */
  readonly anchor?: LayerAnchor
  readonly createTemplate: boolean
  readonly extractText: boolean
  readonly extendLayers: boolean
}

/**
 * The options of both shapes as one: fields of `layerOptions` win over the older ones on the type itself. Undefined: no
 * layers are wanted. Defaults: names of the layers; no template, no text, no extending.
 */
export function layerChoices(options: PhotoshopOptions | undefined): LayerChoices | undefined {
  if (!options) return undefined
  const wanted =
    options.process === undefined ? options.maintainLayers === true : options.process === 'MaintainLayers'
  if (!wanted) return undefined
  const own = options.layerOptions
  const anchor = own?.anchor ?? options.anchor
  return {
    naming: own?.layerNaming ?? options.layerNaming ?? 'LayerName',
    ...(anchor && { anchor }),
    createTemplate: own?.createTemplate === true,
    extractText: own?.extractText === true,
    extendLayers: own?.extendLayers === true,
  }
}
