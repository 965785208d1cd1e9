import { fail } from '../language/failure.ts'
import { isWhole, toDouble } from '../language/number.ts'
import type { Type } from '../language/type.ts'
import { anyType, boolType, listOf, numberType, stringType } from '../language/type.ts'
import type { Value } from '../language/value.ts'
import type { Parameter } from './define.ts'

/** Bounds of what a function may make: a few characters of configuration must not fill the memory. */
const maxItems = 1_000_000
const maxCharacters = 10_000_000

export function boundedItems(count: number): number {
  return count > maxItems ? fail('the result is too large') : count
}

export function boundedCharacters(count: number): number {
  return count > maxCharacters ? fail('the result is too large') : count
}

type Traits = Omit<Parameter, 'name' | 'type'>

function of(type: Type): (name: string, traits?: Traits) => Parameter {
  return (name, traits) => ({ name, type, ...traits })
}

export const text: (name: string, traits?: Traits) => Parameter = of(stringType)
export const number: (name: string, traits?: Traits) => Parameter = of(numberType)
export const anything: (name: string, traits?: Traits) => Parameter = of(anyType)
export const anyList: (name: string, traits?: Traits) => Parameter = of(listOf(anyType))
export const texts: (name: string, traits?: Traits) => Parameter = of(listOf(stringType))

export const returnsText = (): Type => stringType
export const returnsNumber = (): Type => numberType
export const returnsBool = (): Type => boolType
export const returnsTexts = (): Type => listOf(stringType)

/** An argument that is there: `call` has been given as many as there are parameters. */
export function at(args: readonly Value[], index: number): Value {
  return args[index] ?? fail('an argument is missing')
}

/** A whole number that fits Go's `int`; past 2^53 the nearest double, which is out of every range that is asked for. */
export function wholeOf(value: Value): number {
  if (value.kind !== 'number' || !isWhole(value.value)) return fail('a whole number is required')
  const whole = toDouble(value.value)
  return Math.abs(whole) < 2 ** 63 ? whole : fail('a whole number below 2^63 is required')
}
