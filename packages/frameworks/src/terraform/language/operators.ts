import type { Binary, BinaryOperator, Unary } from '@regraft/syntax'
import { convertTo } from './convert.ts'
import { equalValues } from './equal.ts'
import { resolve } from './evaluate.ts'
import { fail } from './failure.ts'
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
  '/': (a, b) => (b === 0 ? fail('a number is divided by zero') : divide(a, b)),
  '%': (a, b) => (b === 0 ? fail('a number is divided by zero') : modulo(a, b)),
}

const comparison: { readonly [operator in BinaryOperator]?: (order: number) => boolean } = {
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
}

export function binaryValue(node: Binary, context: Context): Value {
  const { operator } = node
  if (operator === '&&' || operator === '||') return logical(node, context)
  const left = resolve(node.left, context)
  const right = resolve(node.right, context)
  if (operator === '==' || operator === '!=') {
    const same = equalValues(left, right)
    return same === undefined ? unknownOf(boolType, { notNull: true }) : bool(same === (operator === '=='))
  }
  const compare = comparison[operator]
  const type = compare === undefined ? numberType : boolType
  const a = operand(left, numberType, operator)
  const b = operand(right, numberType, operator)
  if (a.kind !== 'number' || b.kind !== 'number') return unknownOf(type, { notNull: true })
  if (compare !== undefined) return bool(compare(compareNumbers(a.value, b.value)))
  const compute = arithmetic[operator] as (a: Num, b: Num) => Num // every other operator is arithmetic
  return num(compute(a.value, b.value))
}

/** False and anything is false, true or anything is true: also when the other is unknown. */
function logical(node: Binary, context: Context): Value {
  const { operator } = node
  const settling = operator === '||'
  const left = operand(resolve(node.left, context), boolType, operator)
  if (left.kind === 'bool' && left.value === settling) return bool(settling)
  const right = operand(resolve(node.right, context), boolType, operator)
  if (right.kind === 'bool' && right.value === settling) return bool(settling)
  return left.kind === 'bool' && right.kind === 'bool'
    ? bool(!settling)
    : unknownOf(boolType, { notNull: true })
}

export function unaryValue(node: Unary, context: Context): Value {
  const value = resolve(node.operand, context)
  const operandValue = operand(value, node.operator === '-' ? numberType : boolType, node.operator)
  if (operandValue.kind === 'number') {
    const negative = num(negate(operandValue.value))
    // `-1` is a literal for whoever edits it.
    return node.operand.kind === 'literal'
      ? { ...negative, source: { site: context.scope.site, node } }
      : negative
  }
  if (operandValue.kind === 'bool') return bool(!operandValue.value)
  return unknownOf(node.operator === '-' ? numberType : boolType, { notNull: true })
}

function operand(value: Value, type: Type, operator: string): Value {
  return value.kind === 'null' ? fail(`null has no ${operator}`) : convertTo(value, type)
}
