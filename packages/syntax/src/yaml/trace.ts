import type { Path } from '@regraft/model'
import { aliasesOf } from './aliases.ts'
import { isMerge, mergeSources } from './merge.ts'
import type { MapNode, YamlNode } from './tree.ts'
import { tagOf } from './tree.ts'

/** Where the value at a path, read with aliases and merge keys resolved, is written. Paths are of written nodes. */
export interface YamlTrace {
  /** Where it stands, or the nearest above it that is there. */
  readonly path: Path
  readonly node: YamlNode
  /** Steps that lead on from there to nothing. */
  readonly missing: Path
  /** The first alias on the way, or the map that takes it over by `<<`; absent when the way meets neither. */
  readonly use?: SharedUse
  /** The first tag on the way that is not one of YAML's own: what it makes of the value is not known here. */
  readonly tag?: string
}

export interface SharedUse {
  readonly path: Path
  /** Of a merge: the key of the map at `path` that comes from elsewhere. */
  readonly merged?: string
}

export function traceIn(root: YamlNode, path: Path): YamlTrace {
  let node = root
  let written: Path = []
  let use: SharedUse | undefined
  let tag = customTag(root)
  for (let i = 0; ; i++) {
    while (node.kind === 'alias' && node.target !== undefined) {
      use ??= { path: written }
      node = node.target
      written = pathTo(root, node) ?? written
      tag ??= customTag(node)
    }
    const step = path[i]
    const next = step === undefined ? undefined : stepInto(root, node, written, step)
    if (next === undefined) {
      const shared = use === undefined ? {} : { use }
      return { path: written, node, missing: path.slice(i), ...shared, ...(tag === undefined ? {} : { tag }) }
    }
    use ??= next.use
    node = next.node
    written = next.path
    tag ??= customTag(node)
  }
}

interface Stepped {
  readonly node: YamlNode
  readonly path: Path
  readonly use?: SharedUse
}

function stepInto(root: YamlNode, node: YamlNode, path: Path, step: string | number): Stepped | undefined {
  if (node.kind === 'seq') {
    const item = typeof step === 'number' ? node.items[step] : undefined
    return item && { node: item.value, path: [...path, step] }
  }
  if (node.kind !== 'map' || typeof step !== 'string') return undefined
  const own = node.entries.findLast(
    (entry) => entry.name === step && !isMerge(entry) && entry.shadowed !== true,
  )
  if (own !== undefined) return { node: own.value, path: [...path, step] }
  const merged = node.merged?.find(({ entry }) => entry.name === step)
  const from = merged && pathTo(root, merged.from)
  if (merged === undefined || from === undefined) return undefined
  return { node: merged.entry.value, path: [...from, step], use: { path, merged: step } }
}

function customTag(node: YamlNode): string | undefined {
  const tag = tagOf(node)?.name
  return tag === undefined || tag === '!' || tag.startsWith('tag:yaml.org,2002:') ? undefined : tag
}

/** Path of a written node below a root. */
function pathTo(root: YamlNode, target: YamlNode): Path | undefined {
  if (root === target) return []
  if (target.start < root.start || target.end > root.end) return undefined
  if (root.kind === 'seq') {
    for (const [i, { value }] of root.items.entries()) {
      const rest = pathTo(value, target)
      if (rest !== undefined) return [i, ...rest]
    }
  } else if (root.kind === 'map') {
    for (const { name, value } of root.entries) {
      const rest = pathTo(value, target)
      if (rest !== undefined) return [name, ...rest]
    }
  }
  return undefined
}

/** Readers of one written value that are told; a document of aliases could have very many. */
const useLimit = 1000

/** Every path at which the value written at `path` is read: its own first, then those that aliases and merge keys give it. */
export function usesIn(root: YamlNode, path: Path): readonly Path[] {
  const links = linksOf(root)
  const out: Path[] = []
  const follow = (at: Path): void => {
    if (out.length >= useLimit) return
    out.push(at)
    for (const { target, use, merges } of links) {
      if (target.length > at.length || target.some((step, i) => step !== at[i])) continue
      const rest = at.slice(target.length)
      if (merges === undefined || (typeof rest[0] === 'string' && takes(merges, rest[0], at, root)))
        follow([...use, ...rest])
    }
  }
  follow(path)
  return out
}

interface Link {
  readonly target: Path
  /** The alias, or the map that merges. */
  readonly use: Path
  readonly merges?: MapNode
}

function linksOf(root: YamlNode): readonly Link[] {
  const links: Link[] = []
  for (const [alias, path] of aliasesOf(root)) {
    const target = alias.target && pathTo(root, alias.target)
    if (target !== undefined && !inMerge(root, path)) links.push({ target, use: path })
  }
  for (const [map, path] of mergingMaps(root)) {
    for (const source of sourcesOf(map)) {
      const target = pathTo(root, source)
      if (target !== undefined) links.push({ target, use: path, merges: map })
    }
  }
  return links
}

function sourcesOf(map: MapNode): readonly MapNode[] {
  return map.entries.flatMap((entry) => (entry.merge ? (mergeSources(entry.value) ?? []) : []))
}

/** Whether an alias at a path is the value of a `<<`, or in its list. */
function inMerge(root: YamlNode, path: Path): boolean {
  const at = path.at(-1) === '<<' ? path.length - 1 : path.at(-2) === '<<' ? path.length - 2 : -1
  const map = at < 0 ? undefined : traceIn(root, path.slice(0, at)).node
  return map?.kind === 'map' && map.entries.some((entry) => entry.merge && isMerge(entry))
}

/** Whether a map takes a key from the map that stands above `at`. A key that nobody has yet it would take. */
function takes(map: MapNode, key: string, at: Path, root: YamlNode): boolean {
  const merged = map.merged?.find(({ entry }) => entry.name === key)
  if (merged === undefined) return !map.entries.some((entry) => entry.name === key)
  const from = pathTo(root, merged.from)
  return from?.every((step, i) => step === at[i]) ?? false
}

/** Whether a `<<` somewhere takes over the entries of a map. */
export function isMergeSource(root: YamlNode, node: YamlNode): boolean {
  for (const [map] of mergingMaps(root)) if (sourcesOf(map).some((source) => source === node)) return true
  return false
}

function* mergingMaps(node: YamlNode, path: Path = []): Generator<readonly [MapNode, Path]> {
  if (node.kind === 'seq')
    for (const [i, { value }] of node.items.entries()) yield* mergingMaps(value, [...path, i])
  if (node.kind !== 'map') return
  if (node.entries.some((entry) => entry.merge)) yield [node, path]
  for (const { name, value } of node.entries) yield* mergingMaps(value, [...path, name])
}
