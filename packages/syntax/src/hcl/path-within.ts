import type { Path } from '@regraft/model'
import type { Expression, Heredoc, Node, Template } from './ast.ts'
import { childrenOf } from './children.ts'
import { keyOf } from './constant.ts'
import { jsonTreeOf } from './embedded/embedded.ts'
import { type EmbeddedJson, interpolationsOf } from './embedded/tree.ts'
import { itemOf } from './locate.ts'

/**
 * The steps of a document path from an expression to one inside it; none for the expression itself and through
 * parentheses. Undefined when it is not inside, and where no path leads: in an object's key, in an item that a later one
 * with the same key hides, inside template directives.
 */
export function pathWithin(root: Expression, node: Expression): Path | undefined {
  const path: (string | number)[] = []
  let at: Expression = root
  while (at !== node) {
    const next = at.kind === 'parentheses' ? { steps: [], expression: at.expression } : towards(at, node)
    if (next === undefined) return undefined
    path.push(...next.steps)
    at = next.expression
  }
  return path
}

interface Way {
  readonly steps: Path
  readonly expression: Expression
}

function towards(from: Expression, node: Expression): Way | undefined {
  if (from.kind === 'object') {
    const item = from.items.find(({ value }) => holds(value, node))
    const key = item && keyOf(item)
    return item === undefined || key === undefined || itemOf(from, key) !== item
      ? undefined
      : { steps: [key], expression: item.value }
  }
  const children = from.kind === 'tuple' ? from.items : (childrenOf(from) ?? [])
  const index = children.findIndex((child) => holds(child, node))
  const expression = children[index]
  if (expression === undefined) return undefined
  const steps = isTemplate(from) ? templateSteps(from, index, expression) : [index]
  return steps && { steps, expression }
}

function isTemplate(expression: Expression): expression is Heredoc | Template {
  return expression.kind === 'heredoc' || expression.kind === 'template'
}

/** In a JSON list a number is the step to an item: an interpolation is reached by the string that holds it. */
function templateSteps(node: Heredoc | Template, index: number, expression: Expression): Path | undefined {
  const json = jsonTreeOf(node)
  return json?.kind === 'list' ? stepsTo(json, expression) : [index]
}

function stepsTo(json: EmbeddedJson, expression: Expression): Path | undefined {
  switch (json.kind) {
    case 'object':
      return firstOf(json.entries, ({ value }) => stepsTo(value, expression))
    case 'list':
      return firstOf(json.items, (item) => stepsTo(item, expression))
    default: {
      const i = interpolationsOf(json).findIndex((part) => part.expression === expression)
      return i < 0 ? undefined : json.path && [...json.path, i]
    }
  }
}

function firstOf<T>(list: readonly T[], find: (item: T) => Path | undefined): Path | undefined {
  for (const item of list) {
    const found = find(item)
    if (found !== undefined) return found
  }
  return undefined
}

function holds(outer: Node, inner: Node): boolean {
  return outer.start <= inner.start && inner.end <= outer.end
}
