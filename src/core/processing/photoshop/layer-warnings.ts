import { type MessageKey, type NestedMessage, type Said, say } from '../../messages/messages.ts'
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
export function layerWarnings(nodes: readonly LayerNode[], facts: Facts): NestedMessage[] {
  const all = [...everyNode(nodes)]
  const layers = all.filter((node) => !node.children)
  const bare = layers.filter((node) => !facts(node).rect)
  const isAdjustment = ({ record }: LayerNode) => adjustments.some((key) => record.blocks.has(key.padEnd(4)))
  const isFill = ({ record }: LayerNode) => otherFills.some((key) => record.blocks.has(key))
  return [
    ...line(bare.filter(isAdjustment), 'layersAdjusting'),
    ...line(bare.filter(isFill), 'layersFilled'),
    ...line(
      bare.filter((node) => !isAdjustment(node) && !isFill(node)),
      'layersBare',
    ),
    ...line(
      layers.filter((node) => node.base?.children),
      'layersClippedToGroup',
    ),
    ...drawingWarnings(all, facts),
  ]
}

/** What neither images of layers nor a picture put together from them show. */
export function drawingWarnings(all: readonly LayerNode[], facts: Facts): NestedMessage[] {
  return [
    ...line(
      all.filter((node) => facts(node).hasEffects),
      'layerEffects',
    ),
    ...line(
      all.filter(({ record }) => (record.mask?.feather ?? 0) > 0),
      'layerFeathers',
    ),
    ...line(
      all.filter((node) => facts(node).damaged),
      'layersUnread',
    ),
  ]
}

/** What a template can not show of the document. */
export function templateWarnings(
  nodes: readonly LayerNode[],
  layers: readonly { readonly node: LayerNode }[],
  facts: Facts,
  { extractText }: LayerChoices,
): NestedMessage[] {
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
    ...(kinds.length > 0 ? [say('blendModesUnknown', { layers: listed(kinds) })] : []),
    ...line(groups, 'groupsTakenApart'),
    ...line(extractText ? inTemplate.filter((node) => facts(node).text?.warped) : [], 'textStraight'),
  ]
}

/** `message` has the place {layers}. */
function line(nodes: readonly LayerNode[], message: MessageKey): NestedMessage[] {
  if (nodes.length === 0) return []
  return [{ message, args: { layers: listed(nodes.map(({ record }) => `"${record.name}"`)) } }]
}

function listed(names: readonly string[]): Said {
  const more = names.length - maxNames
  return more > 0
    ? say('andMore', { names: names.slice(0, maxNames).join(', '), count: more })
    : names.join(', ')
}
