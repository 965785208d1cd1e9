import type { Path } from '@regraft/model'
import type { Expression } from '@regraft/syntax'
import { keyOf } from '@regraft/syntax'

/** Steps from an expression to a node inside it, through objects and lists. */
export function pathWithin(root: Expression, node: Expression): Path | undefined {
  if (root === node) return []
  if (root.kind === 'parentheses') return pathWithin(root.expression, node)
  if (root.kind === 'object')
    for (const item of root.items) {
      const key = keyOf(item)
      if (item.value.start <= node.start && node.end <= item.value.end && key !== undefined) {
        const rest = pathWithin(item.value, node)
        return rest && [key, ...rest]
      }
    }
  if (root.kind === 'tuple')
    for (const [i, item] of root.items.entries())
      if (item.start <= node.start && node.end <= item.end) {
        const rest = pathWithin(item, node)
        return rest && [i, ...rest]
      }
  return undefined
}
