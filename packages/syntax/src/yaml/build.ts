import type { SyntaxDiagnostic } from '@regraft/model'
import type { CST, Document, Node, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml'
import { isAlias, isMap, isScalar } from 'yaml'
import { mergeInto, mergeSources } from './merge.ts'
import type { Dialect } from './resolve.ts'
import type {
  AliasNode,
  MapEntry,
  MapNode,
  Prop,
  ScalarNode,
  ScalarStyle,
  SeqItem,
  SeqNode,
  YamlNode,
} from './tree.ts'
import { keyName } from './value.ts'

export interface BuiltTree {
  readonly root: YamlNode
  readonly diagnostics: readonly SyntaxDiagnostic[]
}

/** Nodes that the aliases of one document may stand for. */
const aliasLimit = 100_000

type Tokens = readonly CST.SourceToken[]

const styles: { readonly [type: string]: ScalarStyle } = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'block',
  BLOCK_FOLDED: 'block',
}

/**
 * Turns the library's nodes and tokens into the tree that edits work on. The document must be free of errors.
 * `start`: the tokens before its content; `at`: where content would go when there is none.
 */
export function buildTree(document: Document.Parsed, start: Tokens, at: number, dialect: Dialect): BuiltTree {
  const build = new Build(document, dialect)
  const root = build.node(document.contents, start, at)
  return { root, diagnostics: build.diagnostics }
}

class Build {
  readonly diagnostics: SyntaxDiagnostic[] = []
  readonly #document: Document.Parsed
  readonly #dialect: Dialect
  readonly #anchors = new Map<string, YamlNode | 'open'>()
  /** Nodes that aliases stand for. */
  #aliased = 0

  constructor(document: Document.Parsed, dialect: Dialect) {
    this.#document = document
    this.#dialect = dialect
  }

  /** `before`: the tokens between the node and what it hangs on; `at`: where it would go if it is empty. */
  node(node: Node | null, before: Tokens, at: number): YamlNode {
    const props = this.#props(before)
    const anchor = props.find((prop) => prop.kind === 'anchor')
    if (anchor !== undefined) this.#anchors.set(anchor.name, 'open')
    const built = this.#content(node, props, props.at(-1)?.end ?? at)
    if (anchor !== undefined) this.#anchors.set(anchor.name, built)
    return built
  }

  #content(node: Node | null, props: readonly Prop[], at: number): YamlNode {
    if (node === null || (isScalar(node) && isEmpty(node)))
      return { kind: 'scalar', style: 'empty', text: '', start: at, end: at, props, size: 1 }
    if (isAlias(node)) return this.#alias(node.source, node.range as [number, number, number], props)
    if (isScalar(node)) return scalarNode(node, props)
    return isMap(node) ? this.#map(node, props) : this.#seq(node as YAMLSeq<Node>, props)
  }

  #alias(name: string, [start, end]: readonly [number, number, number], props: readonly Prop[]): AliasNode {
    const target = this.#anchors.get(name)
    const base = { kind: 'alias', name, start, end, props } as const
    if (target !== undefined && target !== 'open') {
      this.#bound(target.size, start, end)
      return { ...base, target, size: target.size }
    }
    const message =
      target === 'open'
        ? `the alias *${name} stands inside its own anchor`
        : `no anchor &${name} before this alias`
    this.diagnostics.push({ code: 'YAML_ALIAS', severity: 'error', message, range: { start, end } })
    return { ...base, size: 1 }
  }

  /** A few lines of aliases can stand for billions of nodes. */
  #bound(size: number, start: number, end: number): void {
    const before = this.#aliased
    this.#aliased += size
    if (before > aliasLimit || this.#aliased <= aliasLimit) return
    const message = `the aliases up to here stand for more than ${aliasLimit} nodes`
    this.diagnostics.push({ code: 'YAML_ALIAS_LIMIT', severity: 'error', message, range: { start, end } })
  }

  #map(map: YAMLMap, props: readonly Prop[]): MapNode {
    const [start, bracketEnd] = rangeOf(map)
    const flow = map.flow === true
    const own: MapEntry[] = []
    let size = 1
    for (const pair of map.items as Pair<Node, Node | null>[]) {
      const entry = this.#entry(pair)
      own.push(entry)
      size += entry.key.size + entry.value.size
    }
    this.#duplicates(own)
    this.#merges(own)
    const { entries, merged } = own.some((entry) => entry.merge)
      ? mergeInto(own, this.#dialect)
      : { entries: own }
    const taken = merged === undefined ? {} : { merged }
    const end = flow ? bracketEnd : (entries.at(-1)?.end ?? bracketEnd)
    const first = entries[0]?.start ?? start
    if (map.srcToken === undefined)
      return {
        kind: 'map',
        flow,
        entries,
        props,
        size,
        start: first,
        end: entries[0]?.end ?? end,
        bare: true,
      }
    return { kind: 'map', flow, entries, ...taken, props, size, start: flow ? start : first, end }
  }

  #entry(pair: Pair<Node, Node | null>): MapEntry {
    // Source tokens are kept (see Scan), so every pair has them.
    const token = pair.srcToken as CST.CollectionItem
    const before = token.start
    const sep = token.sep ?? []
    const colon = sep.find((t) => t.type === 'map-value-ind')
    const mark = before.find((t) => t.type === 'explicit-key-ind')
    const keyAt = mark === undefined ? (colon?.offset ?? 0) : mark.offset + 1
    const key = this.node(pair.key, before, keyAt)
    const value = this.node(pair.value, sep, colon === undefined ? key.end : colon.offset + 1)
    const start = Math.min(mark?.offset ?? key.start, key.props[0]?.start ?? key.start)
    const merge = key.kind === 'scalar' && key.style === 'plain' && key.text === '<<'
    const name = keyName(key, this.#dialect)
    return {
      start,
      end: value.end,
      key,
      name,
      merge,
      ...(colon === undefined ? {} : { colon: colon.offset }),
      value,
    }
  }

  #seq(seq: YAMLSeq<Node>, props: readonly Prop[]): SeqNode {
    const [start, bracketEnd] = rangeOf(seq)
    const flow = seq.flow === true
    const tokens = (
      (seq.srcToken as CST.BlockSequence | CST.FlowCollection).items as CST.CollectionItem[]
    ).filter(isItem)
    const items: SeqItem[] = []
    let size = 1
    for (const [i, child] of seq.items.entries()) {
      const item = this.#item(child, tokens[i]?.start ?? [], flow)
      items.push(item)
      size += item.value.size
    }
    const end = flow ? bracketEnd : (items.at(-1)?.end ?? bracketEnd)
    return { kind: 'seq', flow, items, props, size, start: flow ? start : (items[0]?.start ?? start), end }
  }

  #item(child: Node, before: Tokens, flow: boolean): SeqItem {
    const dash = before.find((t) => t.type === 'seq-item-ind')
    // The pair of a bare map takes the tokens before it: they belong to its key.
    const bare = flow && isMap(child) && child.srcToken === undefined
    const value = this.node(
      child,
      bare ? [] : before,
      dash === undefined ? rangeOf(child)[0] : dash.offset + 1,
    )
    const start = dash?.offset ?? Math.min(value.start, value.props[0]?.start ?? value.start)
    return { start, end: value.end, value }
  }

  #props(tokens: Tokens): readonly Prop[] {
    let props: Prop[] | undefined
    for (const { type, offset, source } of tokens) {
      if (type !== 'anchor' && type !== 'tag') continue
      const name = type === 'anchor' ? source.slice(1) : this.#document.directives.tagName(source, () => {})
      props ??= []
      props.push({ kind: type, start: offset, end: offset + source.length, name: name ?? source })
    }
    return props ?? none
  }

  #merges(entries: readonly MapEntry[]): void {
    for (const { merge, key, value } of entries) {
      if (
        !merge ||
        mergeSources(value) !== undefined ||
        (value.kind === 'alias' && value.target === undefined)
      )
        continue
      const message = 'a merge key (<<) takes a map or a list of maps'
      const range = { start: key.start, end: key.end }
      this.diagnostics.push({ code: 'YAML_MERGE', severity: 'error', message, range })
    }
  }

  #duplicates(entries: readonly MapEntry[]): void {
    if (entries.length < 2) return
    const seen = new Set<string>()
    for (const { name, key, merge } of entries) {
      if (!merge && seen.has(name)) {
        const message = `the key "${name}" stands here twice; the last one counts`
        const range = { start: key.start, end: key.end }
        this.diagnostics.push({ code: 'YAML_DUPLICATE_KEY', severity: 'warning', message, range })
      }
      seen.add(name)
    }
  }
}

const none: readonly Prop[] = []

function rangeOf(node: Node): readonly [number, number, number] {
  // The library sets the range of every node it parses.
  return node.range as [number, number, number]
}

/** The library's rule for what it skips: an item that is nothing but comments. */
function isItem(item: CST.CollectionItem): boolean {
  if (item.value !== undefined || item.sep !== undefined || item.key != null) return true
  return item.start.some(
    ({ type }) =>
      type === 'seq-item-ind' || type === 'explicit-key-ind' || type === 'anchor' || type === 'tag',
  )
}

function isEmpty(node: Scalar): boolean {
  return node.source === '' && (node.type === undefined || node.type === 'PLAIN')
}

function scalarNode(node: Scalar, props: readonly Prop[]): ScalarNode {
  const [start, end] = rangeOf(node)
  const style = styles[node.type ?? 'PLAIN'] ?? 'plain'
  const text = node.source ?? ''
  const base = { kind: 'scalar', style, start, end, props, size: 1 } as const
  const token = node.srcToken
  if (token?.type !== 'block-scalar') return { ...base, text }
  const header = token.props.find((t) => t.type === 'block-scalar-header')
  const headerEnd = header === undefined ? start : header.offset + (header as CST.SourceToken).source.length
  // A text that ends inside the scalar has no last line break to keep (8.1.1.2); the library adds one.
  const unended = !token.source.endsWith('\n') && text.endsWith('\n')
  return { ...base, text: unended ? text.slice(0, -1) : text, headerEnd }
}
