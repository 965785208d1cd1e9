import { columnOf } from '../lines.ts'
import type { YamlNode } from './tree.ts'

/** How a document is laid out, as far as new text must know. */
export interface Layout {
  /** Spaces a map is indented inside a map. */
  readonly step: number
  /** Spaces a list is indented below its key; 0 where dashes stand under the key. */
  readonly list: number
}

/** The layout most used in a document. Where nothing tells, two spaces for both. */
export function layoutOf(root: YamlNode | undefined, text: string): Layout {
  const maps = new Map<number, number>()
  const lists = new Map<number, number>()
  if (root !== undefined) count(root, text, maps, lists)
  return { step: mostUsed(maps) ?? 2, list: mostUsed(lists) ?? 2 }
}

function count(node: YamlNode, text: string, maps: Map<number, number>, lists: Map<number, number>): void {
  if (node.kind === 'seq' && !node.flow) for (const item of node.items) count(item.value, text, maps, lists)
  if (node.kind !== 'map' || node.flow) return
  for (const { start, value } of node.entries) {
    if ((value.kind !== 'map' && value.kind !== 'seq') || value.flow || value.start <= start) continue
    const depth = columnOf(text, value.start) - columnOf(text, start)
    const into = value.kind === 'map' ? maps : lists
    if (depth >= 0 && depth <= 16) into.set(depth, (into.get(depth) ?? 0) + 1)
    count(value, text, maps, lists)
  }
}

/** The most frequent; of equals the smaller. */
function mostUsed(counts: ReadonlyMap<number, number>): number | undefined {
  let best: number | undefined
  for (const [value, times] of counts) {
    const most = best === undefined ? 0 : (counts.get(best) as number)
    if (best === undefined || times > most || (times === most && value < best)) best = value
  }
  return best
}
