import type { Path } from '@regraft/model'
import type { Attribute, Block, Body, Expression, ObjectExpression, ObjectItem, Tuple } from './ast.ts'
import { attributeOf, blocksOf } from './body-index.ts'
import { childrenOf } from './children.ts'
import { keyOf } from './constant.ts'
import { type Embedded, embeddedIn } from './embedded/embedded.ts'
import { type EmbeddedJson, interpolationsOf, jsonChild } from './embedded/tree.ts'

/** What stands at a path. */
export type Place =
  | { readonly kind: 'file'; readonly body: Body }
  | { readonly kind: 'attribute'; readonly body: Body; readonly attribute: Attribute }
  /** All blocks of one type, at least one. */
  | { readonly kind: 'blocks'; readonly body: Body; readonly blocks: readonly Block[] }
  | { readonly kind: 'block'; readonly body: Body; readonly block: Block; readonly index: number }
  | { readonly kind: 'item'; readonly object: ObjectExpression; readonly item: ObjectItem }
  | {
      readonly kind: 'element'
      readonly tuple: Tuple
      readonly element: Expression
      readonly index: number
    }
  /** One of the expressions that another, which is neither object nor tuple, is made of. */
  | { readonly kind: 'child'; readonly parent: Expression; readonly element: Expression }
  /** A value of the JSON that a template holds; the path leads there from the JSON's root. */
  | {
      readonly kind: 'json'
      readonly embedded: Embedded
      readonly json: EmbeddedJson
      readonly path: Path
    }

/** A place that is an expression. */
export type ValuePlace = Extract<Place, { kind: 'attribute' | 'item' | 'element' | 'child' }>

/** Follows a document path in the tree of a source text; undefined when nothing stands there. */
export function placeAt(file: Body, path: Path, source: string): Place | undefined {
  let place: Place | undefined = { kind: 'file', body: file }
  for (const step of path) {
    if (place === undefined) return undefined
    place = stepInto(place, step, source)
  }
  return place
}

export function stepInto(place: Place, step: string | number, source: string): Place | undefined {
  switch (place.kind) {
    case 'file':
      return inBody(place.body, step)
    case 'block':
      return inBody(place.block.body, step)
    case 'blocks': {
      const block = typeof step === 'number' ? place.blocks[step] : undefined
      if (block === undefined) return undefined
      return { kind: 'block', body: place.body, block, index: step as number }
    }
    case 'json':
      return inJson(place, step)
    default:
      return inValue(heldValue(place), step, source)
  }
}

function inBody(body: Body, step: string | number): Place | undefined {
  if (typeof step === 'number') return undefined
  const attribute = attributeOf(body, step)
  if (attribute !== undefined) return { kind: 'attribute', body, attribute }
  const blocks = blocksOf(body, step)
  return blocks.length === 0 ? undefined : { kind: 'blocks', body, blocks }
}

function inValue(value: Expression, step: string | number, source: string): Place | undefined {
  if (value.kind === 'object') {
    const item = itemOf(value, String(step))
    return item === undefined ? undefined : { kind: 'item', object: value, item }
  }
  const embedded = jsonBehind(value, step, source)
  if (embedded !== undefined) return inJson({ kind: 'json', embedded, json: embedded.root, path: [] }, step)
  if (typeof step !== 'number') return undefined
  if (value.kind === 'tuple') {
    const element = value.items[step]
    return element === undefined ? undefined : { kind: 'element', tuple: value, element, index: step }
  }
  return childAt(value, childrenOf(value)?.[step])
}

/** The JSON that a step into a template means: a key, or the index of an item. A number elsewhere means an interpolation. */
export function jsonBehind(value: Expression, step: string | number, source: string): Embedded | undefined {
  const embedded = embeddedIn(value, source)
  return typeof step === 'number' && embedded?.root.kind !== 'list' ? undefined : embedded
}

function inJson(place: Extract<Place, { kind: 'json' }>, step: string | number): Place | undefined {
  const json = jsonChild(place.json, step)
  if (json !== undefined) return { ...place, json, path: [...place.path, step] }
  const interpolation = typeof step === 'number' ? interpolationsOf(place.json)[step] : undefined
  return childAt(place.embedded.node, interpolation?.expression)
}

function childAt(parent: Expression, element: Expression | undefined): Place | undefined {
  return element && { kind: 'child', parent, element }
}

/** The item of an object with this key; of several the last, which is the one that counts. */
export function itemOf(object: ObjectExpression, key: string): ObjectItem | undefined {
  return object.items.findLast((item) => keyOf(item) === key)
}

export function isValuePlace(place: Place): place is ValuePlace {
  return ['attribute', 'item', 'element', 'child'].includes(place.kind)
}

/** The expression at a place, in the parentheses around it. */
export function expressionAt(place: ValuePlace): Expression {
  if (place.kind === 'attribute') return place.attribute.value
  return place.kind === 'item' ? place.item.value : place.element
}

/** The expression at a place, without the parentheses around it. */
export function heldValue(place: ValuePlace): Expression {
  return unwrap(expressionAt(place))
}

/** An expression without the parentheses around it. */
export function unwrap(expression: Expression): Expression {
  let inner = expression
  while (inner.kind === 'parentheses') inner = inner.expression
  return inner
}
