import type { Expression, Literal, ObjectExpression, Tuple } from '@regraft/syntax'
import { Attempts } from './attempt.ts'
import { callValue } from './call.ts'
import { conditionalValue } from './conditional.ts'
import { convertTo } from './convert.ts'
import { fail } from './failure.ts'
import { forObject, forTuple } from './for.ts'
import { fromDouble, parseNumber } from './number.ts'
import { binaryValue, unaryValue } from './operators.ts'
import type { Context, Scope } from './scope.ts'
import { bound } from './scope.ts'
import { named } from './settle.ts'
import { templateValue } from './template.ts'
import { paidFor, traversalValue } from './traversal.ts'
import { anyType, stringType } from './type.ts'
import type { Value } from './value.ts'
import { composed, unknownOf } from './value.ts'

/**
 * The value of an expression, as HCL evaluates it. What cannot be known offline is unknown where it stands, with its text
 * and the resources it refers to. Throws a `Failure` where Terraform would stop with an error.
 */
export function evaluate(node: Expression, text: string, scope: Scope): Value {
  return itemValue(node, { scope, text, bindings: undefined })
}

/** The value of an expression that is an argument, an item or an entry: an unknown one tells its text. */
export function itemValue(node: Expression, context: Context): Value {
  return named(resolve(node, context), node, context)
}

/** The value of any part of an expression. */
export function resolve(node: Expression, context: Context): Value {
  const { meter } = context.scope
  if (isPlain(node)) {
    // What is written out is known, whatever else is too much.
    meter.affords(1)
    return ofKind(node, context)
  }
  // A chain of operators may be four times as high as brackets may be deep, and needs less of the stack.
  const levels = node.kind === 'binary' || node.kind === 'conditional' ? 1 : 2
  meter.enter(levels)
  try {
    return ofKind(node, context)
  } finally {
    meter.depth -= levels
  }
}

/** A literal, or a string that is only text. */
function isPlain(node: Expression): boolean {
  if (node.kind !== 'template') return node.kind === 'literal'
  const [first, second] = node.parts
  return second === undefined && (first === undefined || first.kind === 'text')
}

function ofKind(node: Expression, context: Context): Value {
  switch (node.kind) {
    case 'literal':
      return literalValue(node, context)
    case 'template':
    case 'heredoc':
      return templateValue(node, context)
    case 'tuple':
      return tupleValue(node, context)
    case 'object':
      return objectValue(node, context)
    case 'for-tuple':
      return forTuple(node, context)
    case 'for-object':
      return forObject(node, context)
    case 'conditional':
      return conditionalValue(node, context)
    case 'binary':
      return binaryValue(node, context)
    case 'unary':
      return unaryValue(node, context)
    case 'call':
      return callValue(node, context)
    case 'variable':
      return paidFor(
        bound(context, node.name) ??
          context.scope.lookup(node.name, [])?.value ??
          fail(`there is no variable ${node.name}`),
        context,
      )
    case 'traversal':
      return traversalValue(node, context)
    case 'parentheses':
      return resolve(node.expression, context)
    case 'invalid':
      return fail('the expression is not valid')
  }
}

function literalValue(node: Literal, { scope, text }: Context): Value {
  const source = { site: scope.site, node }
  if (typeof node.value === 'boolean') return { kind: 'bool', value: node.value, source }
  if (node.value === null) return { kind: 'null', type: anyType, source }
  const exact = Number.isSafeInteger(node.value)
    ? node.value
    : (parseNumber(text.slice(node.start, node.end)) ?? fromDouble(node.value))
  return { kind: 'number', value: exact, source }
}

function tupleValue(node: Tuple, context: Context): Value {
  const parts = new Attempts()
  const items = node.items.map((item) => parts.at(() => itemValue(item, context)))
  return parts.made({ kind: 'tuple', items, of: anyType, source: { site: context.scope.site, node } })
}

function objectValue(node: ObjectExpression, context: Context): Value {
  const parts = new Attempts()
  const entries = new Map<string, Value>()
  let known = true
  for (const { key, value } of node.items) {
    if (key.kind === 'name') {
      entries.set(
        composed(key.name),
        parts.at(() => itemValue(value, context)),
      )
      continue
    }
    const name = parts.at(() => keyOf(resolve(key.expression, context)))
    const item = parts.at(() => itemValue(value, context))
    if (name.kind === 'string') entries.set(name.value, item)
    else known = false
  }
  return parts.made(
    known
      ? { kind: 'object', entries, of: anyType, source: { site: context.scope.site, node } }
      : unknownOf(anyType),
  )
}

function keyOf(key: Value): Value {
  return key.kind === 'null' ? fail('a key of an object must not be null') : convertTo(key, stringType)
}
