import type { Binary, Expression } from '@regraft/syntax'
import type { Attempt } from './attempt.ts'
import { attempt } from './attempt.ts'
import { convertTo } from './convert.ts'
import { resolve } from './evaluate.ts'
import { fail, failing } from './failure.ts'
import type { Context } from './scope.ts'
import { boolType } from './type.ts'
import type { Value } from './value.ts'
import { bool, unknownOf } from './value.ts'

const unknownBool: Value = unknownOf(boolType)
const openBool: Value = unknownOf(boolType, { notNull: true })

/**
 * `&&` and `||` as HCL has them. Both sides are evaluated and must be bools; one that decides alone makes the other's
 * failure none. Null counts as false.
 */
export function logicalValue(node: Binary, operator: '&&' | '||', context: Context): Value {
  try {
    return decided(operator === '||', side(node.left, context), side(node.right, context))
  } catch (thrown) {
    throw failing(thrown, unknownBool)
  }
}

/** A side of the operator as a bool, unknown or null. What is no bool fails on either side. */
function side(node: Expression, context: Context): Attempt {
  const side = attempt(() => resolve(node, context))
  return { ...side, value: convertTo(side.value, boolType) }
}

function decided(settling: boolean, left: Attempt, right: Attempt): Value {
  const a = truth(left.value)
  const b = truth(right.value)
  if (a === undefined && b === undefined) {
    if (left.failure === undefined) return openBool
    throw left.failure
  }
  if (a === settling) return told(left, bool(settling))
  if (b === settling) return told(right, bool(settling))
  if (a === undefined) return told(left, openBool)
  if (b === undefined) return told(right, openBool)
  for (const { failure } of [left, right]) if (failure !== undefined) throw failure
  if (left.value.kind === 'null' || right.value.kind === 'null') fail('an operand is null')
  return bool(!settling)
}

/** Undefined when it is not known. */
function truth(value: Value): boolean | undefined {
  return value.kind === 'unknown' ? undefined : value.kind === 'bool' && value.value
}

/** The result that one side decides: that one must not fail. */
function told({ failure }: Attempt, result: Value): Value {
  if (failure !== undefined) throw failure
  return result
}
