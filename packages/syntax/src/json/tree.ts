import type { Path } from '@regraft/model'
import type { Node } from 'jsonc-parser'
import type { Piece } from '../pieces.ts'

/** A place in a JSON text. */
export interface JsonSite {
  readonly node: Node
  /** The property it is the value of; absent for items and the root. */
  readonly property?: Node
  readonly index: number
  readonly parent?: JsonSite
}

/** The site at a path, or the last one that is there and how many steps lead to it. */
export function locate(root: Node, path: Path): { readonly site: JsonSite; readonly depth: number } {
  let site: JsonSite = { node: root, index: 0 }
  for (const [depth, step] of path.entries()) {
    const next = child(site, step)
    if (next === undefined) return { site, depth }
    site = next
  }
  return { site, depth: path.length }
}

function child(parent: JsonSite, step: string | number): JsonSite | undefined {
  const children = parent.node.children ?? []
  if (parent.node.type === 'array' && typeof step === 'number') {
    const node = children[step]
    return node && { node, index: step, parent }
  }
  if (parent.node.type !== 'object' || typeof step !== 'string') return undefined
  const index = children.findLastIndex((property) => keyOf(property)?.value === step)
  const property = children[index]
  const node = property?.children?.[1]
  return property && node && { node, property, index, parent }
}

export function keyOf(property: Node): Node | undefined {
  return property.children?.[0]
}

export function piecesOf(node: Node): readonly Piece[] {
  return (node.children ?? []).map(pieceOf)
}

export function pieceOf({ offset, length }: Node): Piece {
  return { start: offset, end: offset + length }
}

/** Whether the same key stands twice on the way to a site. */
export function throughDuplicate(site: JsonSite): Node | undefined {
  for (let at: JsonSite | undefined = site; at !== undefined; at = at.parent) {
    const name = at.property && keyOf(at.property)?.value
    const same = at.parent?.node.children?.filter((property) => keyOf(property)?.value === name) ?? []
    if (at.property !== undefined && same.length > 1) return at.property
  }
  return undefined
}
