import { convertTo } from '../language/convert.ts'
import { fail } from '../language/failure.ts'
import type { Num } from '../language/number.ts'
import {
  add,
  compareNumbers,
  computed,
  equalNumbers,
  isInfinite,
  isNegative,
  negate,
  toDouble,
  truncate,
} from '../language/number.ts'
import { numberType } from '../language/type.ts'
import type { Value } from '../language/value.ts'
import { isSequence, isWhollyKnown, num, unknownOf } from '../language/value.ts'
import { anything, at, number, returnsNumber, wholeOf } from './arguments.ts'
import type { FunctionTable, LanguageFunction } from './define.ts'
import { parseInteger } from './parse-integer.ts'

/** Functions of numbers. */
export const numeric: FunctionTable = {
  abs: unary((value) => (isNegative(value) ? negate(value) : value)),
  ceil: unary((value) => {
    const whole = truncate(value)
    return compareNumbers(whole, value) < 0 ? add(whole, 1) : add(whole, 0)
  }),
  floor: unary((value) => {
    const whole = truncate(value)
    return compareNumbers(whole, value) > 0 ? add(whole, -1) : add(whole, 0)
  }),
  log: binary('base', (value, base) => Math.log(value) / Math.log(base)),
  max: extreme(1),
  min: extreme(-1),
  parseint: {
    parameters: [anything('number', { marks: 'itself' }), number('base')],
    returns: ([value]) =>
      value?.kind === 'string' || (value?.kind === 'unknown' && value.type.kind === 'string')
        ? numberType
        : fail('parseint: a string is required'),
    call: (args) => {
      const value = at(args, 0)
      if (value.kind !== 'string') return fail('parseint: a string is required')
      return num(parseInteger(value.value, wholeOf(at(args, 1))))
    },
  },
  pow: binary('power', power),
  signum: {
    parameters: [number('num')],
    returns: returnsNumber,
    call: (args) => num(Math.sign(wholeOf(at(args, 0)))),
  },
  sum: { parameters: [anything('list')], returns: returnsNumber, call: (args) => sum(at(args, 0)) },
}

function numberOf(value: Value): Num {
  return value.kind === 'number' ? value.value : fail('a number is required')
}

/** The nearest double, which must not be beyond all doubles. */
function doubleOf(value: Value): number {
  const number = numberOf(value)
  const double = toDouble(number)
  return isInfinite(double) && !isInfinite(number) ? fail('the number is out of range') : double
}

function unary(change: (value: Num) => Num): LanguageFunction {
  return {
    parameters: [number('num')],
    returns: returnsNumber,
    call: (args) => {
      const before = numberOf(at(args, 0))
      const after = change(before)
      return equalNumbers(before, after) && isNegative(before) === isNegative(after)
        ? at(args, 0)
        : num(after)
    },
  }
}

/** A function that Go computes with doubles. */
function binary(second: string, compute: (a: number, b: number) => number): LanguageFunction {
  return {
    parameters: [number('num'), number(second)],
    returns: returnsNumber,
    call: (args) => {
      const result = compute(doubleOf(at(args, 0)), doubleOf(at(args, 1)))
      if (Number.isNaN(result)) return fail('the result is not a number')
      return num(computed(result))
    },
  }
}

/** Rounded where Go rounds: the whole part of the power by squares, the rest by logarithm. */
function power(base: number, exponent: number): number {
  const size = Math.abs(exponent)
  if (base === 1 || exponent === 0) return 1
  if (base === 0 || !Number.isSafeInteger(Math.floor(size))) return base ** exponent
  if (size === 0.5) return exponent < 0 ? 1 / Math.sqrt(base) : Math.sqrt(base)
  const whole = Math.round(size)
  let result = size === whole ? 1 : Math.exp((size - whole) * Math.log(base))
  let square = base
  for (let rest = whole; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result *= square
    square *= square
  }
  return exponent < 0 ? 1 / result : result
}

function extreme(sign: 1 | -1): LanguageFunction {
  return {
    parameters: [],
    rest: number('numbers'),
    returns: returnsNumber,
    call: (args) => {
      if (args.length === 0) return fail('at least one number is required')
      return args.reduce((best, value) =>
        compareNumbers(numberOf(value), numberOf(best)) * sign > 0 ? value : best,
      )
    },
  }
}

function sum(values: Value): Value {
  if (!isSequence(values) || values.items.length === 0)
    return fail('sum: a list with at least one number is required')
  if (!isWhollyKnown(values)) return unknownOf(numberType)
  const numbers = values.items.map((item) =>
    item.kind === 'null' ? fail('sum: an element is null') : convertTo(item, numberType),
  )
  return numbers.reduce((total, value) => num(add(numberOf(total), numberOf(value))))
}
