import type { Body, Expression } from '@regraft/syntax'

type Node = { readonly kind: string }

/** Every expression within a tree. */
export function nodesOf(tree: Body): readonly Expression[] {
  const found: Expression[] = []
  const visit = (node: unknown): void => {
    if (node === null || typeof node !== 'object') return
    // Every node has a kind, and only expressions are looked at by theirs.
    if ('kind' in node && typeof (node as Node).kind === 'string') found.push(node as Expression)
    for (const child of Object.values(node)) visit(child)
  }
  visit(tree)
  return found
}
