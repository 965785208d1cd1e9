import { hclSyntax } from '@regraft/syntax'
import type { Difference } from './compare.ts'
import { compare } from './compare.ts'
import { nodesOf } from './nodes.ts'
import { ask } from './oracle.ts'
import type { Outcome } from './ours.ts'
import { variables } from './variables.ts'

const expressionKinds = new Set([
  ...['template', 'heredoc', 'tuple', 'object', 'for-tuple', 'for-object', 'conditional', 'binary', 'unary'],
  ...['call', 'variable', 'traversal', 'parentheses', 'literal'],
])

/** Each difference as that of the shortest part of its expression that differs by itself: what is to be mended. */
export function narrowed(
  differences: readonly Difference[],
  binary: string,
  evaluate: (expression: string) => Outcome,
): readonly Difference[] {
  const parts = [...new Set(differences.flatMap(({ expression }) => partsOf(expression)))]
  const found = compare(parts, ask(binary, { vars: variables }, parts), evaluate).differences
  const byText = new Map(found.map((difference) => [difference.expression, difference]))
  return differences.map((difference) => {
    const [shortest] = partsOf(difference.expression)
      .flatMap((part) => byText.get(part) ?? [])
      .sort((a, b) => a.expression.length - b.expression.length)
    return shortest === undefined ? difference : { ...shortest, index: difference.index }
  })
}

function partsOf(expression: string): readonly string[] {
  const text = `a = ${expression}\n`
  return nodesOf(hclSyntax.parse(text).body)
    .filter(({ kind }) => expressionKinds.has(kind))
    .map(({ start, end }) => text.slice(start, end))
}
