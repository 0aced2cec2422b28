import { blendModeOf } from './blend-mode.ts'
import type { LayerChoices } from './layer-choices.ts'
import type { LayerFacts } from './layer-facts.ts'
import { everyNode, type LayerNode } from './layer-tree.ts'

const adjustments =
  'brit levl curv expA vibA hue hue2 blnc blwh phfl mixr clrL nvrt post thrs grdm selc'.split(' ')
const otherFills = ['GdFl', 'PtFl']
const maxNames = 20

type Facts = (node: LayerNode) => LayerFacts

/** What images of layers can not show, one line a kind. */
export function layerWarnings(nodes: readonly LayerNode[], facts: Facts): string[] {
  const all = [...everyNode(nodes)]
  const layers = all.filter((node) => !node.children)
  const bare = layers.filter((node) => !facts(node).rect)
  const isAdjustment = ({ record }: LayerNode) => adjustments.some((key) => record.blocks.has(key.padEnd(4)))
  const isFill = ({ record }: LayerNode) => otherFills.some((key) => record.blocks.has(key))
  return [
    ...line(bare.filter(isAdjustment), 'Adjustment layers have no pixels and become no image'),
    ...line(bare.filter(isFill), 'Gradients and patterns without pixels become no image'),
    ...line(
      bare.filter((node) => !isAdjustment(node) && !isFill(node)),
      'Layers without pixels become no image',
    ),
    ...line(
      layers.filter((node) => node.base?.children),
      'Layers that are clipped to a group are whole in their images',
    ),
    ...drawingWarnings(all, facts),
  ]
}

/** What neither images of layers nor a picture put together from them show. */
export function drawingWarnings(all: readonly LayerNode[], facts: Facts): string[] {
  return [
    ...line(
      all.filter((node) => facts(node).hasEffects),
      'Effects (shadows, glows, strokes) of layers are not drawn',
    ),
    ...line(
      all.filter(({ record }) => (record.mask?.feather ?? 0) > 0),
      'The edges of masks are not feathered',
    ),
    ...line(
      all.filter((node) => facts(node).damaged),
      'What these layers say of their text or outlines could not be read',
    ),
  ]
}

/** What a template can not show of the document. */
export function templateWarnings(
  nodes: readonly LayerNode[],
  layers: readonly { readonly node: LayerNode }[],
  facts: Facts,
  { extractText }: LayerChoices,
): string[] {
  const inTemplate = layers.map(({ node }) => node)
  const unknown = inTemplate.filter(({ record }) => !blendModeOf(record.blendKey).isKnown)
  const kinds = unknown.map(({ record }) => `"${record.name}" (${record.blendKey})`)
  const groups = [...everyNode(nodes)].filter(
    ({ children, record }) =>
      children !== undefined &&
      record.blendKey !== 'pass' &&
      (record.blendKey !== 'norm' || children.some((child) => child.record.blendKey !== 'norm')),
  )
  return [
    ...(kinds.length > 0
      ? [`Blend modes that are not known here are Normal in the template: ${listed(kinds)}.`]
      : []),
    ...line(groups, 'Groups that blend as a whole are taken apart in the template'),
    ...line(
      extractText ? inTemplate.filter((node) => facts(node).text?.warped) : [],
      'Text that is bent, slanted or vertical is straight in the template',
    ),
  ]
}

function line(nodes: readonly LayerNode[], what: string): string[] {
  if (nodes.length === 0) return []
  return [`${what}: ${listed(nodes.map(({ record }) => `"${record.name}"`))}.`]
}

function listed(names: readonly string[]): string {
  const more = names.length - maxNames
  return more > 0 ? `${names.slice(0, maxNames).join(', ')} and ${more} more` : names.join(', ')
}
