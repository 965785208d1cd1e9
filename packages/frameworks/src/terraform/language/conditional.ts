import type { Conditional } from '@regraft/syntax'
import { convertTo } from './convert.ts'
import { resolve } from './evaluate.ts'
import { Failure, fail } from './failure.ts'
import type { Meter } from './meter.ts'
import { LimitReached } from './meter.ts'
import type { Context } from './scope.ts'
import type { Type } from './type.ts'
import { anyType, boolType, equalTypes } from './type.ts'
import { unify } from './unify.ts'
import type { UnknownValue, Value } from './value.ts'
import { isMapping, isSequence, nullOf, typeOf, unknownOf } from './value.ts'

export function conditionalValue(node: Conditional, context: Context): Value {
  return choose(
    resolve(node.condition, context),
    () => resolve(node.consequent, context),
    () => resolve(node.alternate, context),
    context.scope.meter,
  )
}

/** One of two values. Both are evaluated, for the result has the type that both can be brought to. */
export function choose(condition: Value, yes: () => Value, no: () => Value, meter: Meter): Value {
  const consequent = attempt(yes, meter)
  const alternate = attempt(no, meter)
  const type = resultType(consequent.value, alternate.value)
  if (condition.kind === 'null') fail('the condition is null')
  const chosen = convertTo(condition, boolType)
  if (chosen.kind !== 'bool') {
    const failure = consequent.failure ?? alternate.failure
    if (failure) throw failure
    return either(consequent.value, alternate.value, type)
  }
  const { value, failure } = chosen.value ? consequent : alternate
  if (failure) throw failure
  return convertTo(value, type)
}

interface Attempt {
  readonly value: Value
  readonly failure?: Failure
}

function attempt(branch: () => Value, meter: Meter): Attempt {
  const { depth } = meter
  try {
    return { value: branch() }
  } catch (failure) {
    if (!(failure instanceof Failure) || failure instanceof LimitReached) throw failure
    meter.depth = depth
    return { value: unknownOf(anyType), failure }
  }
}

function resultType(a: Value, b: Value): Type {
  const left = typeOf(a)
  const right = typeOf(b)
  if (a.kind === 'null' && left.kind === 'any') return right
  if (b.kind === 'null' && right.kind === 'any') return left
  return unify([left, right]) ?? fail('the two results of a condition have types that do not agree')
}

/** What is known of a value that is one of two. */
function either(a: Value, b: Value, type: Type): Value {
  if (a.kind === 'null' && b.kind === 'null') return nullOf(type)
  const length =
    equalTypes(typeOf(a), typeOf(b)) && (type.kind === 'list' || type.kind === 'set' || type.kind === 'map')
      ? lengths(a, b)
      : undefined
  return unknownOf(type, {
    ...(notNull(a) && notNull(b) ? { notNull: true as const } : {}),
    ...(length === undefined ? {} : { length }),
  })
}

function notNull(value: Value): boolean {
  return value.kind === 'unknown' ? value.notNull === true : value.kind !== 'null'
}

function lengths(a: Value, b: Value): UnknownValue['length'] {
  const x = lengthOf(a)
  const y = lengthOf(b)
  return x && y && { min: Math.min(x.min, y.min), max: Math.max(x.max, y.max) }
}

function lengthOf(value: Value): UnknownValue['length'] {
  if (value.kind === 'unknown') return value.length
  const size = isSequence(value) ? value.items.length : isMapping(value) ? value.entries.size : undefined
  return size === undefined ? undefined : { min: size, max: size }
}
