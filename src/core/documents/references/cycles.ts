/**
 * The groups of nodes of a directed graph that reach each other (strongly connected components of more than one node, or one that leads to itself), in linear time and
 * without recursion (Tarjan).
 */
export function cycles<Node>(edges: ReadonlyMap<Node, readonly Node[]>): Node[][] {
  const order = new Map<Node, number>()
  const low = new Map<Node, number>()
  const path: Node[] = []
  const onPath = new Set<Node>()
  const found: Node[][] = []
  const work: { node: Node; next: number }[] = []
  const enter = (node: Node) => {
    order.set(node, order.size)
    low.set(node, order.size - 1)
    path.push(node)
    onPath.add(node)
    work.push({ node, next: 0 })
  }
  const lower = (node: Node, value: number) => low.set(node, Math.min(low.get(node) ?? value, value))
  const leave = (node: Node) => {
    work.pop()
    const below = work.at(-1)
    if (below) lower(below.node, low.get(node) ?? 0)
    if (low.get(node) !== order.get(node)) return
    const group = path.splice(path.lastIndexOf(node))
    for (const one of group) onPath.delete(one)
    if (group.length > 1 || edges.get(node)?.includes(node)) found.push(group)
  }
  for (const start of edges.keys()) {
    if (order.has(start)) continue
    enter(start)
    for (let step = work.at(-1); step; step = work.at(-1)) {
      const target = (edges.get(step.node) ?? [])[step.next++]
      if (target === undefined) leave(step.node)
      else if (!order.has(target)) enter(target)
      else if (onPath.has(target)) lower(step.node, order.get(target) ?? 0)
    }
  }
  return found
}
