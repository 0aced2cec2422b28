import type { PsdDocument } from './document.ts'
import type { LayerFacts } from './layer-facts.ts'
import type { LayerPlanes } from './layer-planes.ts'
import type { LayerNode } from './layer-tree.ts'

/** Where the pixels of layers come from. */
export interface LayerSource {
  readonly psd: PsdDocument
  readonly planes: LayerPlanes
  readonly facts: (node: LayerNode) => LayerFacts
}
