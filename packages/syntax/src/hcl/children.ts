import type { Expression, Step, TemplatePart } from './ast.ts'

/**
 * The expressions that one is made of, in the order of the text: what a number step of a path counts. Undefined for
 * objects and tuples, which have keys and items, and for parentheses, which are no step. Parts inside of directives are
 * left out: how often they stand in the result is not written.
 */
export function childrenOf(expression: Expression): readonly Expression[] | undefined {
  switch (expression.kind) {
    case 'call':
      return expression.arguments
    case 'conditional':
      return [expression.condition, expression.consequent, expression.alternate]
    case 'binary':
      return [expression.left, expression.right]
    case 'unary':
      return [expression.operand]
    case 'template':
    case 'heredoc':
      return interpolated(expression.parts)
    case 'for-tuple':
      return withCondition([expression.collection, expression.result], expression.condition)
    case 'for-object':
      return withCondition([expression.collection, expression.key, expression.result], expression.condition)
    case 'traversal':
      return [expression.source, ...indexKeys(expression.steps)]
    case 'object':
    case 'tuple':
    case 'parentheses':
      return undefined
    default:
      return []
  }
}

function interpolated(parts: readonly TemplatePart[]): Expression[] {
  return parts.flatMap((part) => (part.kind === 'interpolation' ? [part.expression] : []))
}

function withCondition(parts: Expression[], condition: Expression | undefined): Expression[] {
  return condition === undefined ? parts : [...parts, condition]
}

/** Keys in brackets. One that is written out counts too: else putting a value there would renumber the next. */
function indexKeys(steps: readonly Step[]): Expression[] {
  return steps.flatMap((step) => {
    if (step.kind === 'splat') return indexKeys(step.steps)
    return step.kind === 'index' && !step.legacy ? [step.key] : []
  })
}
