import { hclSyntax } from '@regraft/syntax'
import { compareBatch } from './batches.ts'
import type { Difference } from './compare.ts'
import { nodesOf } from './nodes.ts'
import type { VariableSet } from './oracle.ts'
import { ask } from './oracle.ts'

const expressionKinds = new Set([
  ...['template', 'heredoc', 'tuple', 'object', 'for-tuple', 'for-object', 'conditional', 'binary', 'unary'],
  ...['call', 'variable', 'traversal', 'parentheses', 'literal'],
])

/** Each difference as that of the shortest part of its expression that differs by itself: what is to be mended. */
export function narrowed(
  differences: readonly Difference[],
  binary: string,
  set: VariableSet,
): readonly Difference[] {
  const parts = [...new Set(differences.flatMap(({ expression }) => partsOf(expression)))]
  const found = compareBatch({ set, expressions: parts, wanted: ask(binary, set, parts) }).differences
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
