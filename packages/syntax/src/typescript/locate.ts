import type { Path, Range } from '@regraft/model'
import type { RangePart } from '../document.ts'
import type { TypescriptDocument } from './document.ts'
import type { ListItem, MapValue, NewExpression, PropertyEntry, Value } from './values.ts'

/** What a path leads to. */
export type Target =
  | { readonly kind: 'new'; readonly node: NewExpression }
  | { readonly kind: 'arguments'; readonly node: NewExpression }
  | { readonly kind: 'value'; readonly value: Value; readonly holder: Holder }

/** What holds a value: a property, a list item or argument, or a variable. */
export type Holder =
  | { readonly kind: 'property'; readonly map: MapValue; readonly entry: PropertyEntry }
  | { readonly kind: 'item'; readonly item: ListItem }
  | { readonly kind: 'variable'; readonly range: Range; readonly nameRange: Range }

export function locate(document: TypescriptDocument, path: Path): Target | undefined {
  const [root, name, ...steps] = path
  if (root === 'variable' && typeof name === 'string') {
    const variable = document.variable(name)
    if (variable === undefined) return undefined
    const { range, nameRange, value } = variable
    return descend(value, { kind: 'variable', range, nameRange }, steps)
  }
  if (root !== 'new' || typeof name !== 'number') return undefined
  const node = document.news[name]
  if (node === undefined) return undefined
  const [list, index, ...rest] = steps
  if (list === undefined) return { kind: 'new', node }
  if (list !== 'arguments') return undefined
  if (index === undefined) return { kind: 'arguments', node }
  const item = itemAt(node.items, index)
  return item && descend(item.value, { kind: 'item', item }, rest)
}

/** The item at an index, unless a spread before it hides which one that is. */
function itemAt(items: readonly ListItem[], index: string | number): ListItem | undefined {
  if (typeof index !== 'number') return undefined
  return items.slice(0, index + 1).some((item) => item.kind === 'spread') ? undefined : items[index]
}

function descend(value: Value, holder: Holder, steps: Path): Target | undefined {
  let target: { readonly kind: 'value'; readonly value: Value; readonly holder: Holder } = {
    kind: 'value',
    value,
    holder,
  }
  for (const step of steps) {
    const here = target.value
    if (here.kind === 'list') {
      const item = itemAt(here.items, step)
      if (item === undefined) return undefined
      target = { kind: 'value', value: item.value, holder: { kind: 'item', item } }
    } else if (here.kind === 'map') {
      const entry = propertyOf(here, step)
      if (entry === undefined) return undefined
      target = { kind: 'value', value: entry.value, holder: { kind: 'property', map: here, entry } }
    } else return undefined
  }
  return target
}

/** The property of a key: the last of them, which wins. */
export function propertyOf(map: MapValue, key: string | number): PropertyEntry | undefined {
  return map.entries.findLast(
    (entry): entry is PropertyEntry => entry.kind === 'property' && entry.key === String(key),
  )
}

export function rangeAt(document: TypescriptDocument, path: Path, part: RangePart): Range | undefined {
  const target = locate(document, path)
  if (target === undefined) return undefined
  if (target.kind === 'new') return part === 'key' ? target.node.header : target.node.range
  if (target.kind === 'arguments') return target.node.parens
  if (part === 'value') return target.value.outer
  const { holder } = target
  switch (holder.kind) {
    case 'property':
      return part === 'key' ? holder.entry.keyRange : holder.entry.range
    case 'variable':
      return part === 'key' ? holder.nameRange : holder.range
    case 'item':
      return holder.item.range
  }
}
