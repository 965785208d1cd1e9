/**
 * The syntax tree of one YAML document. Offsets count from the start of the document's chunk of text, so that a tree
 * can be reused when the text before it changes.
 */
export type YamlNode = ScalarNode | MapNode | SeqNode | AliasNode

interface NodeBase {
  /** First character of the content, after anchor and tag; of an empty value the place where it would be written. */
  readonly start: number
  /** End of the content. A block scalar's includes its last line break; a block collection ends with its last leaf. */
  readonly end: number
  readonly props: readonly Prop[]
  /** Nodes below it, itself included, with every alias replaced by what it stands for. */
  readonly size: number
}

export interface Prop {
  readonly kind: 'anchor' | 'tag'
  readonly start: number
  readonly end: number
  /** `name` of `&name`; the tag with its handle resolved: `tag:yaml.org,2002:str`, `!Ref`. */
  readonly name: string
}

export type ScalarStyle = 'empty' | 'plain' | 'single' | 'double' | 'block'

export interface ScalarNode extends NodeBase {
  readonly kind: 'scalar'
  readonly style: ScalarStyle
  /** Decoded text. */
  readonly text: string
  /** Block scalars: end of the header (`|-`), before its comment. */
  readonly headerEnd?: number
}

export interface MapNode extends NodeBase {
  readonly kind: 'map'
  readonly flow: boolean
  readonly entries: readonly MapEntry[]
  /** The pair of `[a: 1]`: a map without braces. */
  readonly bare?: boolean
  /** What `<<` brings, in the order it is found. */
  readonly merged?: readonly MergedEntry[]
}

/** An entry that a map takes over by `<<`. */
export interface MergedEntry {
  readonly entry: MapEntry
  /** The map it is written in. */
  readonly from: MapNode
  /** The `<<` that brings it. */
  readonly by: MapEntry
}

export interface MapEntry {
  /** First character of the entry: `?`, the key's anchor or tag, or the key. */
  readonly start: number
  readonly end: number
  readonly key: YamlNode
  /** The key as a step of a path. */
  readonly name: string
  /** A plain `<<`. */
  readonly merge: boolean
  /** A `<<` replaces it. */
  readonly shadowed?: boolean
  /** Offset of `:`; absent when it is left out. */
  readonly colon?: number
  readonly value: YamlNode
}

export interface SeqNode extends NodeBase {
  readonly kind: 'seq'
  readonly flow: boolean
  readonly items: readonly SeqItem[]
}

export interface SeqItem {
  /** The dash; in a flow list the item itself. */
  readonly start: number
  readonly end: number
  readonly value: YamlNode
}

export interface AliasNode extends NodeBase {
  readonly kind: 'alias'
  readonly name: string
  /** What it stands for; absent when no anchor before it has that name. */
  readonly target?: YamlNode
}

/** End of `&name`, if the node has one. */
export function anchorOf(node: YamlNode): Prop | undefined {
  return node.props.find((prop) => prop.kind === 'anchor')
}

export function tagOf(node: YamlNode): Prop | undefined {
  return node.props.find((prop) => prop.kind === 'tag')
}

/** Whether a node is written in lines of its own: new text beside it is too. */
export function isBlock(node: YamlNode): boolean {
  return (node.kind === 'map' || node.kind === 'seq') && !node.flow
}

/** The last piece of text of a node: itself, or the last leaf of a block collection. */
export function lastLeaf(node: YamlNode): YamlNode {
  let leaf = node
  while ((leaf.kind === 'map' || leaf.kind === 'seq') && !leaf.flow) {
    const last = leaf.kind === 'map' ? leaf.entries.at(-1)?.value : leaf.items.at(-1)?.value
    if (last === undefined) break
    leaf = last
  }
  return leaf
}
