import type { Dialect } from './resolve.ts'
import type { MapEntry, MapNode, MergedEntry, YamlNode } from './tree.ts'

/** A map's entries with those that `<<` brings, and with its own that `<<` replaces marked. */
export interface Merged {
  readonly entries: readonly MapEntry[]
  readonly merged: readonly MergedEntry[]
}

/**
 * What `<<` brings into a map. Of several sources the earlier wins. Its own keys win (yaml.org/type/merge); for yaml.v2,
 * which Kubernetes uses, only those that stand after the `<<`.
 */
export function mergeInto(entries: readonly MapEntry[], dialect: Dialect): Merged {
  const taken = new Map<string, MergedEntry>()
  for (const [i, by] of entries.entries()) {
    for (const from of (by.merge ? mergeSources(by.value) : undefined) ?? []) {
      for (const found of offered(from, by)) {
        const own = entries.findLastIndex((entry) => entry.name === found.entry.name && !isMerge(entry))
        const wins = own >= 0 && (dialect === 'core' || own > i)
        const known = taken.get(found.entry.name)
        const earlier = known !== undefined && (dialect === 'core' || known.by === by)
        if (!wins && !earlier) taken.set(found.entry.name, found)
      }
    }
  }
  const marked = entries.map((entry) =>
    taken.has(entry.name) && !isMerge(entry) ? { ...entry, shadowed: true } : entry,
  )
  return { entries: marked, merged: [...taken.values()] }
}

function offered(from: MapNode, by: MapEntry): readonly MergedEntry[] {
  const own = from.entries.filter((entry) => !isMerge(entry) && entry.shadowed !== true)
  const last = new Map(own.map((entry) => [entry.name, entry]))
  const nested = (from.merged ?? []).map((merged) => ({ ...merged, by }))
  return [...[...last.values()].map((entry) => ({ entry, from, by })), ...nested]
}

/** Whether an entry is a `<<` that merges, and not a key that happens to be spelled so. */
export function isMerge(entry: MapEntry): boolean {
  return entry.merge && mergeSources(entry.value) !== undefined
}

/** The maps a `<<` names: one, or a list; undefined when it is something else. */
export function mergeSources(value: YamlNode): readonly MapNode[] | undefined {
  const node = value.kind === 'alias' ? value.target : value
  if (node?.kind === 'map') return [node]
  if (node?.kind !== 'seq') return undefined
  const maps = node.items.map((item) => (item.value.kind === 'alias' ? item.value.target : item.value))
  return maps.every((map) => map?.kind === 'map') ? (maps as readonly MapNode[]) : undefined
}

/** Whether a `<<` of a map would bring a key if the map had none of its own. */
export function offers(map: MapNode, name: string): boolean {
  return map.entries.some((by) => {
    const sources = by.merge ? (mergeSources(by.value) ?? []) : []
    return sources.some((from) => offered(from, by).some(({ entry }) => entry.name === name))
  })
}
