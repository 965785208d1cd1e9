import type { Body, Expression } from '../ast.ts'
import { childrenOf } from '../children.ts'

/**
 * Whether an offset lies inside an expression that is computed and that an edit at `edited` leaves as it is. Its source
 * text is what stands for its value, so not even white space in it may change.
 */
export function isInExpression(body: Body, offset: number, edited: number): boolean {
  const item = holding(body.items, offset)
  if (item === undefined) return false
  if (item.kind === 'block') return isInExpression(item.body, offset, edited)
  return isInComputed(item.value, offset, edited)
}

function isInComputed(value: Expression, offset: number, edited: number): boolean {
  let inner: Expression | undefined = value
  while (inner !== undefined && isInside(inner, offset)) {
    if (inner.kind === 'parentheses') inner = inner.expression
    else if (inner.kind === 'tuple') inner = holding(inner.items, offset)
    else if (inner.kind === 'object') inner = holding(inner.items, offset)?.value
    else if (!isInside(inner, edited)) return true
    else {
      inner = holding(childrenOf(inner) ?? [], offset)
      if (inner !== undefined && !isInside(inner, edited)) return true
    }
  }
  return false
}

function isInside(node: { readonly start: number; readonly end: number }, offset: number): boolean {
  return node.start < offset && offset < node.end
}

function holding<T extends { readonly start: number; readonly end: number }>(
  items: readonly T[],
  offset: number,
): T | undefined {
  return items.find((item) => isInside(item, offset))
}
