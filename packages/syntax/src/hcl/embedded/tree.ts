import type { Path } from '@regraft/model'
import type { Node } from 'jsonc-parser'
import type { Interpolation } from '../ast.ts'
import { holesIn, type Masked } from './mask.ts'

/**
 * JSON inside a template. `path` leads from the template's expression to the node; undefined below a key that holds an
 * interpolation. A number step at a `string` or `interpolation` is one of the interpolations in it.
 */
export type EmbeddedJson =
  | EmbeddedObject
  | EmbeddedList
  | EmbeddedString
  | EmbeddedScalar
  | EmbeddedInterpolation

interface Placed {
  readonly path: Path | undefined
}

/** Of two entries with one key the last counts, and is the one here. */
export interface EmbeddedObject extends Placed {
  readonly kind: 'object'
  readonly entries: readonly EmbeddedEntry[]
}

export interface EmbeddedEntry {
  /** As the parts of a string. */
  readonly key: readonly EmbeddedPart[]
  readonly value: EmbeddedJson
}

export interface EmbeddedList extends Placed {
  readonly kind: 'list'
  readonly items: readonly EmbeddedJson[]
}

/** A string: text and interpolations in turn. Without interpolations one text, which may be empty. */
export interface EmbeddedString extends Placed {
  readonly kind: 'string'
  readonly parts: readonly EmbeddedPart[]
}

export type EmbeddedPart = string | Interpolation

export interface EmbeddedScalar extends Placed {
  readonly kind: 'scalar'
  readonly value: number | boolean | null
}

/**
 * An interpolation where a value should be. What it says is JSON text: mostly one value, but in a list it may be several
 * or, as the only item, none (`[${join(",", …)}]`).
 */
export interface EmbeddedInterpolation extends Placed {
  readonly kind: 'interpolation'
  readonly interpolation: Interpolation
}

/** The tree of masked JSON. */
export function embeddedTree(root: Node, masked: Masked): EmbeddedJson {
  return read(root, masked, [])
}

function read(node: Node, masked: Masked, path: Path | undefined): EmbeddedJson {
  const children = node.children ?? []
  switch (node.type) {
    case 'object':
      return { kind: 'object', path, entries: entriesOf(children, masked, path) }
    case 'array': {
      const items = children.map((item, i) => read(item, masked, path && [...path, i]))
      return { kind: 'list', path, items }
    }
    case 'string': {
      const [hole] = holesIn(masked, node.offset, node.offset + node.length)
      if (hole?.bare === true) return { kind: 'interpolation', path, interpolation: hole.interpolation }
      return { kind: 'string', path, parts: partsOf(node, masked) }
    }
    default:
      return { kind: 'scalar', path, value: node.value as number | boolean | null } // no other type is left
  }
}

function entriesOf(
  properties: readonly Node[],
  masked: Masked,
  path: Path | undefined,
): readonly EmbeddedEntry[] {
  const entries = new Map<string, EmbeddedEntry>()
  for (const { children } of properties) {
    const [name, value] = children ?? []
    if (name === undefined || value === undefined) continue
    const key = partsOf(name, masked)
    const plain = keyText(key)
    const step = path !== undefined && plain !== undefined ? [...path, plain] : undefined
    // A key with an interpolation is its own, whatever its mask looks like.
    const id = plain === undefined ? `interpolated ${name.offset}` : `plain ${plain}`
    entries.set(id, { key, value: read(value, masked, step) })
  }
  return [...entries.values()]
}

/** What a key or an index leads to. */
export function jsonChild(json: EmbeddedJson, step: string | number): EmbeddedJson | undefined {
  if (json.kind === 'object') return json.entries.find(({ key }) => keyText(key) === step)?.value
  return json.kind === 'list' && typeof step === 'number' ? json.items[step] : undefined
}

/** The interpolations that a string, or an interpolation in the place of a value, holds. */
export function interpolationsOf(json: EmbeddedJson): readonly Interpolation[] {
  if (json.kind === 'interpolation') return [json.interpolation]
  return json.kind === 'string' ? json.parts.filter((part) => typeof part !== 'string') : []
}

/** The text of a key without interpolations. */
function keyText(key: readonly EmbeddedPart[]): string | undefined {
  const [first] = key
  return key.length === 1 && typeof first === 'string' ? first : undefined
}

/** Cuts a string token at its holes: escapes are resolved piece by piece, so that no mask is mistaken for text. */
function partsOf(node: Node, masked: Masked): readonly EmbeddedPart[] {
  const parts: EmbeddedPart[] = []
  const end = node.offset + node.length
  let at = node.offset + 1
  const cut = (to: number): void => {
    // The parser has read the token: each piece of it is a string too.
    if (to > at) parts.push(JSON.parse(`"${masked.text.slice(at, to)}"`) as string)
  }
  for (const { start, end: stop, interpolation, bare } of holesIn(masked, node.offset, end)) {
    if (bare) return [interpolation]
    cut(start)
    parts.push(interpolation)
    at = stop
  }
  cut(end - 1)
  return parts.length === 0 ? [''] : parts
}
