import { numberOf } from '../value/parse.ts'
import type { BigNumber } from '../value/value.ts'
import { fromInteger, text } from './operands.ts'
import { BuiltinError, type BuiltinTable } from './table.ts'

export const table: BuiltinTable = {
  'units.parse': (value) => {
    const [amount, unit] = split(text(value).replaceAll('"', ''))
    return quantity(amount, unit.slice(0, 1) + unit.slice(1).toLowerCase())
  },
  'units.parse_bytes': (value) => {
    const [amount, unit] = split(text(value).toLowerCase().replaceAll('"', ''))
    const scale = Object.hasOwn(bytes, unit) ? bytes[unit] : undefined
    if (scale === undefined) throw new BuiltinError('no unit of bytes')
    // OPA computes in floats of 64 bits, and drops what is behind the point.
    const { numerator, denominator } = ratio(amount)
    const float = rounded(numerator, denominator)
    const product = rounded(float.numerator * scale, float.denominator)
    return fromInteger(product.numerator / product.denominator)
  },
}

const powers = ['k', 'm', 'g', 't', 'p', 'e'] as const

/** `kb`, `k`: 1000; `kib`, `ki`: 1024; and so on. */
const bytes: { readonly [unit: string]: bigint } = Object.fromEntries([
  ['', 1n],
  ...powers.flatMap((letter, i) => {
    const [decimal, binary] = [1000n ** BigInt(i + 1), 1024n ** BigInt(i + 1)]
    return [
      [letter, decimal],
      [`${letter}b`, decimal],
      [`${letter}i`, binary],
      [`${letter}ib`, binary],
    ]
  }),
])

/** `m` is a thousandth and `M` a million; other letters have one meaning. */
const quantities: { readonly [unit: string]: bigint } = Object.fromEntries([
  ['', 1n],
  ...powers.flatMap((letter, i) => {
    const [decimal, binary] = [1000n ** BigInt(i + 1), 1024n ** BigInt(i + 1)]
    const large = letter.toUpperCase()
    return [
      ...(letter === 'm' ? [] : [[letter, decimal]]),
      [large, decimal],
      [`${letter}i`, binary],
      [`${large}i`, binary],
    ]
  }),
])

function quantity(amount: string, unit: string): number | BigNumber {
  const { numerator, denominator } = ratio(amount)
  if (unit === 'm') {
    // The float nearest to 0.001, as OPA takes it: a fraction of 2^60.
    const [top, bottom] = milli
    return fraction(numerator * top, denominator * bottom)
  }
  const scale = Object.hasOwn(quantities, unit) ? quantities[unit] : undefined
  if (scale === undefined) throw new BuiltinError('no unit')
  return fraction(numerator * scale, denominator)
}

const milli: readonly [bigint, bigint] = [BigInt(0.001 * 2 ** 62), 2n ** 62n]

/** A whole number, or ten decimals, rounded half away from zero. */
function fraction(numerator: bigint, denominator: bigint): number | BigNumber {
  if (numerator % denominator === 0n) return fromInteger(numerator / denominator)
  const negative = numerator < 0n
  const scaled = (negative ? -numerator : numerator) * 10n ** 10n
  const rounded = (scaled * 2n + denominator) / (denominator * 2n)
  const digits = String(rounded).padStart(11, '0')
  return numberOf(`${negative ? '-' : ''}${digits.slice(0, -10)}.${digits.slice(-10)}`)
}

const maxExponentDigits = 6

/** The number in front and the unit behind it. */
function split(value: string): [string, string] {
  if (value.includes(' ')) throw new BuiltinError('spaces are not allowed')
  const parts = /^((?:[0-9.+-]|[eE][+-]?(?=\d)|[eE][+-])*)(.*)$/s.exec(value)
  const [, amount = '', unit = ''] = parts ?? []
  if (amount === '') throw new BuiltinError('no amount')
  const power = /[eE][+-]?(\d+)/.exec(amount)?.[1] ?? ''
  if (power.length > maxExponentDigits) throw new BuiltinError('exponent too large')
  return [amount, unit]
}

/** Digits of a number whose exponent is written out; beyond it the result helps nobody. */
const maxExponent = 10_000

/** The nearest number with a mantissa of 64 bits, half to even. */
function rounded(numerator: bigint, denominator: bigint): Ratio {
  const magnitude = numerator < 0n ? -numerator : numerator
  if (magnitude === 0n) return { numerator: 0n, denominator: 1n }
  let shift = 64 - (bits(magnitude) - bits(denominator))
  let [top, bottom] = scaled(magnitude, denominator, shift)
  if (top / bottom >= 1n << 64n) [top, bottom] = scaled(magnitude, denominator, --shift)
  const [whole, rest] = [top / bottom, top % bottom]
  const up = rest * 2n > bottom || (rest * 2n === bottom && whole % 2n === 1n)
  const mantissa = (whole + (up ? 1n : 0n)) * (numerator < 0n ? -1n : 1n)
  const [left, right] = scaled(mantissa, 1n, -shift)
  return { numerator: left, denominator: right }
}

function bits(value: bigint): number {
  return value.toString(2).length
}

function scaled(numerator: bigint, denominator: bigint, shift: number): [bigint, bigint] {
  return shift >= 0 ? [numerator << BigInt(shift), denominator] : [numerator, denominator << BigInt(-shift)]
}

interface Ratio {
  readonly numerator: bigint
  readonly denominator: bigint
}

function ratio(amount: string): Ratio {
  const parts = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(amount)
  const [, sign = '', whole = '', decimals = '', power = '0'] = parts ?? []
  if (parts === null || whole + decimals === '') throw new BuiltinError('no number')
  const exponent = Number(power) - decimals.length
  if (Math.abs(exponent) > maxExponent) throw new BuiltinError('exponent too large')
  const digits = BigInt(whole + decimals) * (sign === '-' ? -1n : 1n)
  const scale = 10n ** BigInt(Math.abs(exponent))
  return exponent >= 0
    ? { numerator: digits * scale, denominator: 1n }
    : { numerator: digits, denominator: scale }
}
