import type { Conditional } from '@regraft/syntax'
import type { Attempt } from './attempt.ts'
import { attempt } from './attempt.ts'
import { boundsOf, joined } from './bounds.ts'
import { convertTo } from './convert.ts'
import { resolve } from './evaluate.ts'
import { caught, Failure, fail, failing } from './failure.ts'
import { equalNumbers } from './number.ts'
import type { Context } from './scope.ts'
import type { Type } from './type.ts'
import { anyType, boolType, equalTypes } from './type.ts'
import { unify } from './unify.ts'
import { collapsed } from './unknown.ts'
import type { UnknownValue, Value } from './value.ts'
import { isMapping, isSequence, isWhollyKnown, nullOf, typeOf, unknownOf } from './value.ts'

export function conditionalValue(node: Conditional, context: Context): Value {
  return choose(
    () => resolve(node.condition, context),
    () => resolve(node.consequent, context),
    () => resolve(node.alternate, context),
  )
}

/** One of two values. Both are evaluated, for the result has the type that both can be brought to. */
export function choose(condition: () => Value, yes: () => Value, no: () => Value): Value {
  const consequent = attempt(yes)
  const alternate = attempt(no)
  const type = resultType(consequent.value, alternate.value)
  const { value: asked, failure } = attempt(condition)
  if (asked.kind === 'null') throw new Failure('the condition is null', unknownOf(type))
  if (asked.kind === 'unknown') {
    const value = either(consequent.value, alternate.value, type)
    // What the branch that fails says stays open as well.
    return failure === undefined ? value : raise(failure, value)
  }
  if (failure !== undefined) return raise(failure, unknownOf(type))
  return chosen(truth(asked, type) ? consequent : alternate, type)
}

function raise(failure: Failure, value: Value): never {
  throw failing(failure, value)
}

function truth(condition: Value, type: Type): boolean {
  try {
    const value = convertTo(condition, boolType)
    return value.kind === 'bool' && value.value
  } catch (thrown) {
    throw failing(thrown, unknownOf(type))
  }
}

function chosen({ value, failure }: Attempt, type: Type): Value {
  try {
    const converted = convertTo(value, type)
    return failure === undefined ? converted : raise(failure, converted)
  } catch (thrown) {
    throw caught(thrown).value === undefined ? failing(thrown, unknownOf(type)) : thrown
  }
}

function resultType(a: Value, b: Value): Type {
  const left = typeOf(a)
  const right = typeOf(b)
  if (isBareNull(a)) return right
  if (isBareNull(b)) return left
  // What may be anything is left as it turns out.
  if (left.kind === 'any' || right.kind === 'any') return anyType
  return unify([left, right]) ?? fail('the two results of a condition have types that do not agree')
}

function isBareNull(value: Value): boolean {
  return value.kind === 'null' && value.type.kind === 'any' && value.sensitive !== true
}

/** What is known of a value that is one of two. */
function either(a: Value, b: Value, type: Type): Value {
  if (a.kind === 'null' && b.kind === 'null') return nullOf(type)
  const known = type.kind !== 'any' && notNull(a) && notNull(b) ? { notNull: true as const } : {}
  const same = equalTypes(typeOf(a), typeOf(b))
  if (same && type.kind === 'number') {
    const bounds = joined(boundsOf(a), boundsOf(b))
    const only = a.kind === 'number' && b.kind === 'number' && equalNumbers(a.value, b.value)
    return only ? a : unknownOf(type, { ...known, bounds })
  }
  const collection = type.kind === 'list' || type.kind === 'set' || type.kind === 'map'
  const length = same && collection ? lengths(a, b) : undefined
  return collapsed(unknownOf(type, { ...known, ...(length === undefined ? {} : { length }) }))
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
  // Elements of a set that are unknown may be the same.
  if (value.kind === 'set' && value.items.length > 1 && !isWhollyKnown(value)) return undefined
  const size = isSequence(value) ? value.items.length : isMapping(value) ? value.entries.size : undefined
  return size === undefined ? undefined : { min: size, max: size }
}
