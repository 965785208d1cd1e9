import { BigNumber, isArray, isNumber, RegoObject, RegoSet, type RegoValue } from '../value/value.ts'
import { BuiltinError } from './table.ts'

/** Checks of arguments, as OPA makes them: another type makes the call undefined. */
export function text(value: RegoValue | undefined): string {
  if (typeof value !== 'string') throw new BuiltinError('not a string')
  return value
}

export function array(value: RegoValue | undefined): readonly RegoValue[] {
  if (!isArray(value)) throw new BuiltinError('not an array')
  return value
}

export function object(value: RegoValue | undefined): RegoObject {
  if (!(value instanceof RegoObject)) throw new BuiltinError('not an object')
  return value
}

/** Items of an array or set. */
export function items(value: RegoValue | undefined): readonly RegoValue[] {
  if (value instanceof RegoSet) return value.sorted()
  return array(value)
}

/** A string, or the strings of an array or set. */
export function texts(value: RegoValue | undefined): string[] {
  return typeof value === 'string' ? [value] : items(value).map(text)
}

/** An integer of any size; `1.0` and `1e3` are integers too. */
export function bigInteger(value: RegoValue | undefined): bigint {
  if (!isNumber(value)) throw new BuiltinError('not a number')
  const found = integerOf(value instanceof BigNumber ? value.text : String(value))
  if (found === undefined) throw new BuiltinError('not an integer')
  return found
}

/** An integer that a double holds exactly. */
export function integer(value: RegoValue | undefined): number {
  const found = Number(bigInteger(value))
  if (!Number.isSafeInteger(found)) throw new BuiltinError('not an integer of machine size')
  return found
}

/** Exponents beyond this would build numbers of no use. */
const maxExponent = 10_000

/** The integer a decimal text denotes, if it is one. */
function integerOf(number: string): bigint | undefined {
  const parts = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(number)
  if (parts === null) return undefined
  const [, sign, whole = '', fraction = '', power = '0'] = parts
  const digits = whole + fraction
  const exponent = Number(power) - fraction.length
  if (digits === '' || Math.abs(exponent) > maxExponent) return undefined
  const value = BigInt(digits)
  const signed = sign === '-' ? -value : value
  if (exponent >= 0) return signed * 10n ** BigInt(exponent)
  const divisor = 10n ** BigInt(-exponent)
  return signed % divisor === 0n ? signed / divisor : undefined
}

/** An integer as a Rego number. */
export function fromInteger(value: bigint | number): number | BigNumber {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : new BigNumber(String(value))
}
