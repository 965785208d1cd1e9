import type { Path, Range } from '@regraft/model'
import type { RangePart } from '../document.ts'
import type { Attribute, Block, Body, Expression, ObjectExpression, ObjectItem, Tuple } from './ast.ts'
import { attributeOf, blocksOf } from './body-index.ts'
import { keyOf } from './constant.ts'

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

/** Follows a document path; undefined when nothing stands there. */
export function placeAt(file: Body, path: Path): Place | undefined {
  let place: Place | undefined = { kind: 'file', body: file }
  for (const step of path) {
    if (place === undefined) return undefined
    place = stepInto(place, step)
  }
  return place
}

function stepInto(place: Place, step: string | number): Place | undefined {
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
    default:
      return inValue(heldValue(place), step)
  }
}

function inBody(body: Body, step: string | number): Place | undefined {
  if (typeof step === 'number') return undefined
  const attribute = attributeOf(body, step)
  if (attribute !== undefined) return { kind: 'attribute', body, attribute }
  const blocks = blocksOf(body, step)
  return blocks.length === 0 ? undefined : { kind: 'blocks', body, blocks }
}

function inValue(value: Expression, step: string | number): Place | undefined {
  if (value.kind === 'object') {
    const item = itemOf(value, String(step))
    return item === undefined ? undefined : { kind: 'item', object: value, item }
  }
  if (value.kind !== 'tuple' || typeof step !== 'number') return undefined
  const element = value.items[step]
  return element === undefined ? undefined : { kind: 'element', tuple: value, element, index: step }
}

/** The item of an object with this key; of several the last, which is the one that counts. */
export function itemOf(object: ObjectExpression, key: string): ObjectItem | undefined {
  return object.items.findLast((item) => keyOf(item) === key)
}

/** The value at a place inside or at an attribute, without the parentheses around it. */
function heldValue(place: Extract<Place, { kind: 'attribute' | 'item' | 'element' }>): Expression {
  const value =
    place.kind === 'attribute'
      ? place.attribute.value
      : place.kind === 'item'
        ? place.item.value
        : place.element
  return unwrap(value)
}

/** An expression without the parentheses around it. */
export function unwrap(expression: Expression): Expression {
  let inner = expression
  while (inner.kind === 'parentheses') inner = inner.expression
  return inner
}

/** The range of a part of what stands at a place. */
export function rangeOf(place: Place, part: RangePart): Range {
  switch (place.kind) {
    case 'file':
      return part === 'key'
        ? range(place.body.start, place.body.start)
        : range(place.body.start, place.body.end)
    case 'attribute': {
      const { start, end, nameEnd, value } = place.attribute
      return part === 'node'
        ? range(start, end)
        : part === 'key'
          ? range(start, nameEnd)
          : range(value.start, end)
    }
    case 'blocks':
      return blocksRange(place.blocks, part)
    case 'block':
      return blockRange(place.block, part)
    case 'item': {
      const { start, end, key, value } = place.item
      if (part === 'key') return range(key.start, key.end)
      return part === 'node' ? range(start, end) : range(value.start, end)
    }
    case 'element':
      return range(place.element.start, place.element.end)
  }
}

function range(start: number, end: number): Range {
  return { start, end }
}

function blockRange(block: Block, part: RangePart): Range {
  if (part === 'node') return range(block.start, block.end)
  return part === 'key' ? range(block.start, block.headerEnd) : range(block.open, block.end)
}

/** From the first block to the last; the header of the first. */
function blocksRange(blocks: readonly Block[], part: RangePart): Range {
  const first = blocks[0] as Block // a place of kind `blocks` holds at least one
  const last = blocks[blocks.length - 1] ?? first
  if (part === 'key') return blockRange(first, 'key')
  return range(blockRange(first, part).start, last.end)
}
