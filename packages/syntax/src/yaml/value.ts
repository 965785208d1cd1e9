import type { Json } from '@regraft/model'
import { canonicalJson, setMember } from '@regraft/model'
import { isMerge } from './merge.ts'
import type { Dialect } from './resolve.ts'
import { resolvePlain, resolveTagged } from './resolve.ts'
import type { MapNode, ScalarNode, YamlNode } from './tree.ts'
import { tagOf } from './tree.ts'

/** How values are read. */
export interface JsonReader {
  readonly dialect: Dialect
  /** Values of anchored nodes read so far. */
  readonly shared: Map<YamlNode, Json>
  /** A value to stand in for a node's own, asked before it is read. */
  readonly mark?: (node: YamlNode) => Json | undefined
}

/** The JSON value of a node, aliases and merge keys resolved. */
export function jsonOf(node: YamlNode, dialect: Dialect, mark?: JsonReader['mark']): Json {
  return readJson(node, { dialect, shared: new Map(), ...(mark === undefined ? {} : { mark }) })
}

/** An alias's value is shared, not copied. */
function readJson(node: YamlNode, reader: JsonReader): Json {
  const marked = reader.mark?.(node)
  if (marked !== undefined) return marked
  switch (node.kind) {
    case 'scalar':
      return scalarValue(node, reader.dialect)
    case 'alias': {
      if (node.target === undefined) return null
      const known = reader.shared.get(node.target)
      if (known !== undefined) return known
      const value = readJson(node.target, reader)
      reader.shared.set(node.target, value)
      return value
    }
    case 'seq':
      return node.items.map((item) => readJson(item.value, reader))
    case 'map':
      return mapValue(node, reader)
  }
}

function scalarValue(node: ScalarNode, dialect: Dialect): Json {
  const tag = node.props.length === 0 ? undefined : tagOf(node)
  if (tag !== undefined) {
    const value = resolveTagged(node.text, tag.name, dialect)
    return value === undefined ? node.text : value
  }
  return node.style === 'plain' || node.style === 'empty' ? resolvePlain(node.text, dialect) : node.text
}

function mapValue(node: MapNode, reader: JsonReader): Json {
  const out: { [key: string]: Json } = {}
  for (const entry of node.entries)
    if (entry.shadowed !== true && !(entry.merge && isMerge(entry)))
      setMember(out, entry.name, readJson(entry.value, reader))
  for (const { entry } of node.merged ?? []) setMember(out, entry.name, readJson(entry.value, reader))
  return out
}

/** A key as a step of a path: its text, a number or boolean in its JSON spelling, canonical JSON for a collection. */
export function keyName(key: YamlNode, dialect: Dialect): string {
  const node = key.kind === 'alias' ? (key.target ?? key) : key
  if (node.kind === 'scalar') {
    const value = scalarValue(node, dialect)
    return value === null ? '' : String(value)
  }
  if (node.kind === 'alias') return `*${node.name}`
  return node.size > keyLimit ? `<key of ${node.size} nodes>` : canonicalJson(jsonOf(node, dialect))
}

/** A collection as a key is spelled out only up to this many nodes: aliases can make it huge. */
const keyLimit = 1000
