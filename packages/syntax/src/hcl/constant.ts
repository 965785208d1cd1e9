import type { Json, JsonObject, Path } from '@regraft/model'
import type { Expression, ObjectItem, Step, TemplatePart } from './ast.ts'

/**
 * The value of an expression that needs nothing evaluated: literals, their negatives, plain strings and heredocs, tuples
 * and objects of such, in any parentheses. Undefined for everything else, also when only a part of it is not constant.
 * A number is the nearest double; one that overflows is undefined.
 */
export function constantOf(expression: Expression): Json | undefined {
  switch (expression.kind) {
    case 'literal':
      return typeof expression.value === 'number' ? finite(expression.value) : expression.value
    case 'template':
    case 'heredoc':
      return plainText(expression.parts)
    case 'parentheses':
      return constantOf(expression.expression)
    case 'unary':
      return constantUnary(expression.operator, constantOf(expression.operand))
    case 'tuple':
      return constantTuple(expression.items)
    case 'object':
      return constantObject(expression.items)
    default:
      return undefined
  }
}

function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined
}

function plainText(parts: readonly TemplatePart[]): string | undefined {
  const [first, second] = parts
  if (first === undefined) return ''
  return first.kind === 'text' && second === undefined ? first.value : undefined
}

function constantUnary(operator: '-' | '!', operand: Json | undefined): Json | undefined {
  if (operator === '-') return typeof operand === 'number' ? 0 - operand : undefined
  return typeof operand === 'boolean' ? !operand : undefined
}

function constantTuple(items: readonly Expression[]): Json | undefined {
  const out: Json[] = []
  for (const item of items) {
    const value = constantOf(item)
    if (value === undefined) return undefined
    out.push(value)
  }
  return out
}

function constantObject(items: readonly ObjectItem[]): JsonObject | undefined {
  const out = new Map<string, Json>()
  for (const item of items) {
    const key = keyOf(item)
    const value = constantOf(item.value)
    if (key === undefined || value === undefined) return undefined
    out.set(key, value)
  }
  return Object.fromEntries(out)
}

/** The key of an object item if it is written out: a bare word, a plain string, a number. */
export function keyOf(item: ObjectItem): string | undefined {
  if (item.key.kind === 'name') return item.key.name
  const value = constantOf(item.key.expression)
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined
}

/**
 * The steps of a reference from its root name, when every index in it is a plain string or number:
 * `aws_s3_bucket.logs["a"][0].id` is `['aws_s3_bucket', 'logs', 'a', 0, 'id']`. Undefined for splats, computed indexes
 * and expressions that are no reference.
 */
export function traversalOf(expression: Expression): Path | undefined {
  if (expression.kind === 'variable') return [expression.name]
  if (expression.kind !== 'traversal' || expression.source.kind !== 'variable') return undefined
  const path: (string | number)[] = [expression.source.name]
  for (const step of expression.steps) {
    const key = stepKey(step)
    if (key === undefined) return undefined
    path.push(key)
  }
  return path
}

function stepKey(step: Step): string | number | undefined {
  if (step.kind === 'attribute') return step.name
  if (step.kind !== 'index') return undefined
  const key = constantOf(step.key)
  return typeof key === 'string' || typeof key === 'number' ? key : undefined
}
