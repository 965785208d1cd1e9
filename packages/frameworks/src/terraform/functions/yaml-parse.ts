import type { Document, ParsedNode } from 'yaml'
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Pair,
  parseAllDocuments,
  type Scalar,
  type YAMLMap,
} from 'yaml'
import { convertTo } from '../language/convert.ts'
import { fail } from '../language/failure.ts'
import { anyType, stringType } from '../language/type.ts'
import type { Value } from '../language/value.ts'
import { isMapping, nullOf, object, textOf, tuple } from '../language/value.ts'
import { resolved, type YamlScalar, yamlScalar } from './yaml-scalar.ts'

/** Nodes that a document may have with each alias replaced by what it stands for. */
const maxNodes = 1_000_000
const maxDepth = 500

const core = 'tag:yaml.org,2002:'

function documentsOf(source: string): readonly Document.Parsed[] {
  try {
    const documents = parseAllDocuments(source, {
      // Every scalar comes as its text: what it stands for is said here.
      schema: 'failsafe',
      merge: false,
      uniqueKeys: false,
      logLevel: 'silent',
    })
    return Array.isArray(documents) ? documents : []
  } catch {
    // The parser calls itself for each level and has no limit of its own.
    return fail('the YAML is nested too deeply')
  }
}

/** The value of a YAML text of one document, as go-cty-yaml reads it. */
export function parseYaml(source: string): Value {
  const [document, second] = documentsOf(source)
  if (document === undefined) return fail('the YAML holds no document')
  if (second !== undefined) fail('the YAML holds more than one document')
  const { contents, directives, errors, warnings } = document
  const unread = warnings.some(({ code }) => code === 'BAD_DIRECTIVE')
  const version = directives?.yaml
  if (errors.length > 0 || unread || (version?.explicit === true && version.version !== '1.1'))
    fail('the string is not YAML that Terraform reads')
  if (isNothing(contents) && directives?.docStart !== true) fail('the YAML holds no document')
  return new YamlReader().value(contents, 0)
}

function isNothing(node: ParsedNode | null): boolean {
  if (node === null) return true
  return (
    isScalar(node) &&
    (node.type ?? 'PLAIN') === 'PLAIN' &&
    (node.source ?? '') === '' &&
    node.tag === undefined &&
    node.anchor === undefined
  )
}

interface Anchor {
  readonly value: Value
  readonly nodes: number
}

class YamlReader {
  /** Undefined while the node with that anchor is being read. */
  readonly #anchors = new Map<string, Anchor | undefined>()
  #nodes = 0

  value(node: unknown, depth: number): Value {
    if (depth > maxDepth) fail('the YAML is nested too deeply')
    this.#count(1)
    if (isAlias(node)) return this.#alias(node.source)
    const before = this.#nodes
    const anchor = isScalar(node) || isMap(node) || isSeq(node) ? node.anchor : undefined
    if (anchor !== undefined) this.#anchors.set(anchor, undefined)
    const value = this.#content(node, depth)
    if (anchor !== undefined) this.#anchors.set(anchor, { value, nodes: this.#nodes - before + 1 })
    return value
  }

  #count(nodes: number): void {
    this.#nodes += nodes
    if (this.#nodes > maxNodes) fail('the result is too large')
  }

  #alias(name: string): Value {
    const { value, nodes } =
      this.#anchors.get(name) ?? fail(`the YAML refers to *${name}, which nothing before has`)
    this.#count(nodes)
    return value
  }

  #content(node: unknown, depth: number): Value {
    if (isMap(node)) return this.#mapping(node, depth)
    if (isSeq(node)) {
      collectionTag(node.tag, 'seq')
      return tuple(node.items.map((item) => this.value(item, depth + 1)))
    }
    return isScalar(node) ? yamlScalar(scalarOf(node)) : nullOf(anyType)
  }

  #mapping(node: YAMLMap, depth: number): Value {
    collectionTag(node.tag, 'map')
    const entries = new Map<string, Value>()
    for (const pair of node.items) {
      if (isMerge(pair)) {
        const value = this.value(pair.value, depth + 1)
        const sources = value.kind === 'tuple' ? value.items : [value]
        for (const source of sources) {
          if (!isMapping(source)) return fail('the YAML merges what is no mapping')
          for (const [name, item] of source.entries) entries.set(name, item)
        }
      } else entries.set(keyOf(pair.key), this.value(pair.value, depth + 1))
    }
    return object(entries)
  }
}

function collectionTag(tag: string | undefined, own: string): void {
  if (tag !== undefined && tag !== core + own && tag !== '!')
    fail(`the YAML has a tag that stands for no type`)
}

function isMerge({ key }: Pair): boolean {
  if (!isScalar(key)) return false
  const { text, tag } = scalarOf(key)
  return (tag === '' && text === '<<') || key.tag === `${core}merge`
}

function keyOf(key: unknown): string {
  if (key !== null && !isScalar(key)) return fail('the YAML has a key that is no string')
  const value = key === null ? nullOf(anyType) : convertTo(resolved(scalarOf(key)), stringType)
  return value.kind === 'null' ? fail('the YAML has a null key') : textOf(value)
}

function scalarOf(node: Scalar): YamlScalar {
  const { tag = '', type = 'PLAIN', source = '' } = node
  const style = type === 'PLAIN' ? 'plain' : type.startsWith('QUOTE') ? 'quoted' : 'block'
  const own = tag === '' ? '' : tag.startsWith(core) ? tag.slice(core.length) : undefined
  return { text: source, tag: own, style }
}
