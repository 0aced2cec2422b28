import type { GeneratedTemplate } from '../generated-asset.ts'
import type { LayerAsset } from './layer-assets.ts'
import type { LayerChoices } from './layer-choices.ts'
import type { LayerSource } from './layer-source.ts'
import { type TemplateLayer, templateDefinition } from './template.ts'

/** The template that puts the images of the layers together again. `name`: of its asset. */
export function makeTemplate(
  { psd, facts }: LayerSource,
  layers: readonly LayerAsset[],
  { extractText }: LayerChoices,
  name: string,
): GeneratedTemplate {
  const { width, height } = psd.header
  const parts = layers.map(({ node, file, rect, anchor }): TemplateLayer => {
    const text = extractText ? facts(node).text : undefined
    const { left, top } = rect
    return { node, content: text ? { text } : { part: file.part, left, top, anchor } }
  })
  return {
    kind: 'template',
    assetType: 'Template',
    part: 'template',
    fileName: name,
    folder: '',
    engine: 'PhotoshopLayers',
    attributes: {
      layers: String(layers.length),
      documentWidth: String(width),
      documentHeight: String(height),
    },
    metadata: {},
    definition: (nameOf) => templateDefinition(width, height, parts, nameOf),
  }
}
