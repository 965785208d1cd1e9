import type { Body, Expression } from '../ast.ts'

/**
 * Whether an offset lies inside an expression that is computed. Its source text is what stands for its value, so not
 * even white space in it may change.
 */
export function isInExpression(body: Body, offset: number): boolean {
  const item = body.items.find(({ start, end }) => start < offset && offset < end)
  if (item === undefined) return false
  return item.kind === 'block' ? isInExpression(item.body, offset) : isInComputed(item.value, offset)
}

function isInComputed(value: Expression, offset: number): boolean {
  let inner: Expression | undefined = value
  while (inner !== undefined && inner.start < offset && offset < inner.end) {
    if (inner.kind === 'parentheses') inner = inner.expression
    else if (inner.kind === 'tuple') inner = holding(inner.items, offset)
    else if (inner.kind === 'object') inner = holding(inner.items, offset)?.value
    else return true
  }
  return false
}

function holding<T extends { readonly start: number; readonly end: number }>(
  items: readonly T[],
  offset: number,
): T | undefined {
  return items.find(({ start, end }) => start < offset && offset < end)
}
