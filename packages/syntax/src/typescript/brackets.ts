import type { Range } from '@regraft/model'
import type { Target } from './locate.ts'
import type { Sequence } from './sequence.ts'
import type { ListValue, MapValue, NewExpression } from './values.ts'

/** The braces of an object literal. `space`: what the file has inside braces on one line. */
export function bracesOf(map: MapValue, space: string): Sequence {
  return { ...inside(map.range), items: map.entries.map(rangeOf), space, trailing: true }
}

export function bracketsOf(list: ListValue): Sequence {
  return { ...inside(list.range), items: list.items.map(rangeOf), space: '', trailing: true }
}

/** The parentheses of arguments, or undefined where there are none. */
function parensOf(node: NewExpression): Sequence | undefined {
  return node.parens && { ...inside(node.parens), items: node.items.map(rangeOf), space: '', trailing: false }
}

/** What holds the children of a target, or undefined when it has none that are written out. */
export function sequenceOf(target: Target, space: string): Sequence | undefined {
  if (target.kind === 'arguments') return parensOf(target.node)
  if (target.kind === 'new') return undefined
  if (target.value.kind === 'map') return bracesOf(target.value, space)
  return target.value.kind === 'list' ? bracketsOf(target.value) : undefined
}

function inside(range: Range): { readonly open: number; readonly close: number } {
  return { open: range.start, close: range.end - 1 }
}

function rangeOf(item: { readonly range: Range }): Range {
  return item.range
}
