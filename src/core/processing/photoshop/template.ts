import { blendModeOf } from './blend-mode.ts'
import type { LayerNode } from './layer-tree.ts'
import { rtfOf } from './rtf.ts'
import type { TextFacts } from './text-facts.ts'

/** A layer in a template. */
export interface TemplateLayer {
  readonly node: LayerNode
  /** What stands there: an image by its part, its top left corner in the document and its anchor, or text. */
  readonly content:
    | {
        readonly part: string
        readonly left: number
        readonly top: number
        readonly anchor: { x: number; y: number }
      }
    | { readonly text: TextFacts }
}

/**
 * Image Serving commands that put the layers together again: layer 0 is a transparent canvas of the document's size, the
 * layers lie on it from 1, bottom first (Image Serving reference: layer, src, pos, origin, opac, blendMode, hide, textPs).
 */
export function templateDefinition(
  width: number,
  height: number,
  layers: readonly TemplateLayer[],
  nameOf: (part: string) => string,
): string {
  const canvas = `layer=0&size=${width},${height}&color=0,0,0,0&origin=0,0`
  return [canvas, ...layers.map((layer, i) => `layer=${i + 1}&${layerCommands(layer, nameOf)}`)].join('&')
}

function layerCommands({ node, content }: TemplateLayer, nameOf: (part: string) => string): string {
  const [opacity, fill] = opacities(node)
  const { mode } = blendModeOf(node.record.blendKey)
  return [
    ...('text' in content ? textCommands(content.text) : imageCommands(content, nameOf)),
    ...(fill < 100 ? [`opac=${opacity},${fill}`] : opacity < 100 ? [`opac=${opacity}`] : []),
    ...(mode === 'norm' ? [] : [`blendMode=${mode}`]),
    ...(isHidden(node) ? ['hide=1'] : []),
  ].join('&')
}

function imageCommands(
  { part, left, top, anchor }: Extract<TemplateLayer['content'], { part: string }>,
  nameOf: (part: string) => string,
): string[] {
  return [
    `src=${encodeURIComponent(nameOf(part))}`,
    `origin=${anchor.x},${anchor.y}`,
    `pos=${left + anchor.x},${top + anchor.y}`,
  ]
}

function textCommands(text: TextFacts): string[] {
  const { box, x, y } = text
  const rotation = Math.round(text.rotation * 100) / 100
  return [
    `textPs=${encodeURIComponent(rtfOf(text))}`,
    'textAttr=72,norm,fixedRes,wrap',
    ...(box ? [`size=${Math.ceil(box.width)},${Math.ceil(box.height)}`, 'origin=0,0'] : []),
    `pos=${Math.round(x)},${Math.round(y)}`,
    ...(rotation === 0 ? [] : [`rotate=${rotation}`]),
  ]
}

/** Opacity and fill opacity in percent; those of groups, and of what it is clipped to, count in. */
export function opacities(node: LayerNode): [number, number] {
  const around = [...node.groups, ...(node.base ? [node.base] : [])]
  const opacity = around.reduce((product, { record }) => product * record.opacity, node.record.opacity)
  return [Math.round(100 * opacity), Math.round(100 * node.record.fillOpacity)]
}

/** True: it, a group around it or what it is clipped to is switched off. */
export function isHidden(node: LayerNode): boolean {
  return [node, ...node.groups].some(({ record, base }) => record.hidden || base?.record.hidden === true)
}
