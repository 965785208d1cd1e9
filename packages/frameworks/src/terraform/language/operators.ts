import type { Binary, BinaryOperator, Unary } from '@regraft/syntax'
import { orderOf } from './bounds.ts'
import { convertTo } from './convert.ts'
import { equalValues } from './equal.ts'
import { resolve } from './evaluate.ts'
import { fail, failing } from './failure.ts'
import { logicalValue } from './logical.ts'
import type { Num } from './number.ts'
import { add, compareNumbers, divide, modulo, multiply, negate, subtract } from './number.ts'
import type { Context } from './scope.ts'
import type { Type } from './type.ts'
import { boolType, numberType } from './type.ts'
import type { Value } from './value.ts'
import { bool, num, unknownOf } from './value.ts'

const arithmetic: { readonly [operator in BinaryOperator]?: (a: Num, b: Num) => Num } = {
  '+': add,
  '-': subtract,
  '*': multiply,
  '/': divide,
  '%': modulo,
}

const comparison: { readonly [operator in BinaryOperator]?: (order: number) => boolean } = {
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
}

export function binaryValue(node: Binary, context: Context): Value {
  const { operator } = node
  if (operator === '&&' || operator === '||') return logicalValue(node, operator, context)
  try {
    return operated(operator, resolve(node.left, context), resolve(node.right, context))
  } catch (thrown) {
    throw failing(thrown, unknownOf(arithmetic[operator] === undefined ? boolType : numberType))
  }
}

function operated(operator: BinaryOperator, left: Value, right: Value): Value {
  if (operator === '==' || operator === '!=') {
    const same = equalValues(left, right)
    return same === undefined ? unknownOf(boolType, { notNull: true }) : bool(same === (operator === '=='))
  }
  const compare = comparison[operator]
  const type = compare === undefined ? numberType : boolType
  const a = operand(left, numberType, operator)
  const b = operand(right, numberType, operator)
  if (a.kind !== 'number' || b.kind !== 'number') {
    const order = compare && orderOf(a, b)
    return compare === undefined || order === undefined
      ? unknownOf(type, { notNull: true })
      : bool(compare(order))
  }
  if (compare !== undefined) return bool(compare(compareNumbers(a.value, b.value)))
  const compute = arithmetic[operator] as (a: Num, b: Num) => Num // every other operator is arithmetic
  return num(compute(a.value, b.value))
}

export function unaryValue(node: Unary, context: Context): Value {
  const type = node.operator === '-' ? numberType : boolType
  try {
    return negated(node, operand(resolve(node.operand, context), type, node.operator), context)
  } catch (thrown) {
    throw failing(thrown, unknownOf(type))
  }
}

function negated(node: Unary, value: Value, context: Context): Value {
  if (value.kind === 'number') {
    const negative = num(negate(value.value))
    // `-1` is a literal for whoever edits it.
    return node.operand.kind === 'literal'
      ? { ...negative, source: { site: context.scope.site, node } }
      : negative
  }
  if (value.kind === 'bool') return bool(!value.value)
  return unknownOf(node.operator === '-' ? numberType : boolType, { notNull: true })
}

function operand(value: Value, type: Type, operator: string): Value {
  return value.kind === 'null' ? fail(`null has no ${operator}`) : convertTo(value, type)
}
