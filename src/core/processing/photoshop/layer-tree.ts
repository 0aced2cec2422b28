import type { LayerRecord } from './layer-record.ts'

/** A layer or a group in its place. */
export interface LayerNode {
  /** From 1, counted from the bottom; the layers of a group before the group. Lower ends of groups do not count. */
  readonly number: number
  readonly record: LayerRecord
  /** From the bottom up; absent: no group. */
  readonly children?: readonly LayerNode[]
  /** The groups around it, the outermost first. */
  readonly groups: readonly LayerNode[]
  /** The node that it is clipped to. */
  readonly base?: LayerNode
}

interface Building {
  number: number
  readonly record: LayerRecord
  children?: Building[]
  groups: Building[]
  base?: Building
}

/** The tree of a list of records: top level nodes from the bottom up. Groups that do not close end with their surroundings. */
export function layerTree(records: readonly LayerRecord[]): readonly LayerNode[] {
  const top: Building[] = []
  const open: Building[] = []
  const siblings = () => open.at(-1)?.children ?? top
  for (const record of records.toReversed()) {
    if (record.divider === 3) {
      open.pop()
      continue
    }
    const node: Building = { number: 0, record, groups: [...open] }
    siblings().unshift(node)
    if (record.divider !== 0) {
      node.children = []
      open.push(node)
    }
  }
  number(top, 1)
  clip(top)
  return top
}

/** All nodes, from the bottom up, those of a group before the group itself. */
export function* everyNode(nodes: readonly LayerNode[]): Generator<LayerNode> {
  for (const node of nodes) {
    if (node.children) yield* everyNode(node.children)
    yield node
  }
}

function number(nodes: readonly Building[], first: number): number {
  let next = first
  for (const node of nodes) {
    if (node.children) next = number(node.children, next)
    node.number = next++
  }
  return next
}

function clip(nodes: readonly Building[]): void {
  let base: Building | undefined
  for (const node of nodes) {
    if (node.children) clip(node.children)
    if (!node.record.clipped) base = node
    else if (base) node.base = base
  }
}
