import type { Content } from '../../document.ts'
import type { Expression } from '../ast.ts'

/** A new value as its parent takes it: steps after a number or a longer reference would become part of it. */
export function asOperand(parent: Expression, old: Expression, value: string, content: Content): string {
  if (parent.kind !== 'traversal' || parent.source !== old) return value
  const apart =
    content.kind === 'reference'
      ? content.path.length > 1
      : content.kind === 'scalar' && typeof content.value === 'number'
  return apart ? `(${value})` : value
}
