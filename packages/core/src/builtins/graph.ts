import { StepsSpent } from '../runtime/failure.ts'
import { isArray, type RegoObject, RegoSet, type RegoValue } from '../value/value.ts'
import { items, object } from './operands.ts'
import type { BuiltinTable } from './table.ts'

/** Their number may grow with every fork. */
const maxPaths = 100_000

export const table: BuiltinTable = {
  'graph.reachable_paths': (graph, initial) => {
    const nodes = object(graph)
    const paths: RegoValue[] = []
    for (const start of items(initial)) {
      if (!nodes.has(start)) continue
      const neighbours = edges(nodes, start)
      if (neighbours.length === 0) paths.push([start])
      for (const neighbour of neighbours) walk(nodes, neighbour, [start], new RegoSet([start]), paths)
    }
    return new RegoSet(paths)
  },
}

/** Every way on from a node that does not come back to itself, down to where it ends. */
function walk(
  graph: RegoObject,
  node: RegoValue,
  path: readonly RegoValue[],
  seen: RegoSet,
  paths: RegoValue[],
): void {
  if (paths.length > maxPaths) throw new StepsSpent()
  if (!graph.has(node)) {
    paths.push(path)
    return
  }
  const longer = [...path, node]
  const neighbours = edges(graph, node)
  if (neighbours.length === 0) paths.push(longer)
  const here = new RegoSet([...seen.items(), node])
  for (const neighbour of neighbours) {
    if (here.has(neighbour)) paths.push(longer)
    else walk(graph, neighbour, longer, here, paths)
  }
}

/** Neighbours; whatever is no array or set has none. */
function edges(graph: RegoObject, node: RegoValue): readonly RegoValue[] {
  const value = graph.get(node)
  if (value instanceof RegoSet) return value.sorted()
  return isArray(value) ? value : []
}
