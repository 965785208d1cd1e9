import { fail } from '../language/failure.ts'
import type { Num } from '../language/number.ts'
import { isInfinite, isNegative, negate, numberText, toBigInt } from '../language/number.ts'
import type { Verb } from './format-verb.ts'

/** 0.d₁d₂d₃… × 10^point, without zeros at the end; no digits are zero. */
interface Decimal {
  readonly digits: string
  readonly point: number
}

const bases: { readonly [mode: string]: number } = { b: 2, o: 8, d: 10, x: 16, X: 16 }
const prefixes: { readonly [mode: string]: string } = { b: '0b', o: '0', x: '0x', X: '0X' }

/** A whole number as Go's `fmt` writes a `big.Int`. */
export function formatWhole({ mode, flags, width = 0, precision }: Verb, value: Num): string {
  const whole = toBigInt(value)
  const sign = signOf(whole < 0n, flags)
  const prefix = flags.has('#') ? (prefixes[mode] ?? '') : ''
  const plain = (whole < 0n ? -whole : whole).toString(bases[mode])
  if (precision === 0 && whole === 0n) return ''
  const digits = (mode === 'X' ? plain.toUpperCase() : plain).padStart(precision ?? 0, '0')
  const start = sign + prefix
  if (flags.has('-')) return (start + digits).padEnd(width)
  if (flags.has('0') && precision === undefined) return start + digits.padStart(width - start.length, '0')
  return (start + digits).padStart(width)
}

/** A number as Go's `fmt` writes a `big.Float`: `%e`, `%f` and `%g`. */
export function formatFloat({ mode, flags, width = 0, precision }: Verb, value: Num): string {
  if (isInfinite(value)) {
    const signed = `${isNegative(value) ? '-' : flags.has(' ') ? ' ' : '+'}Inf`
    return flags.has('-') ? signed.padEnd(width) : signed.padStart(width)
  }
  const negative = isNegative(value)
  const sign = signOf(negative, flags)
  const text = floatText(mode, negative ? negate(value) : value, precision)
  if (flags.has('0')) return sign + text.padStart(width - sign.length, '0')
  return flags.has('-') ? (sign + text).padEnd(width) : (sign + text).padStart(width)
}

/** The shortest text, with an exponent when that is large: what `%v` writes. */
export function shortText(value: Num): string {
  return generalText(value, undefined)
}

/** A text of at most so many digits, with an exponent when that is large. */
export function generalText(value: Num, precision: number | undefined): string {
  if (isInfinite(value)) return numberText(value)
  const negative = isNegative(value)
  return (negative ? '-' : '') + floatText('g', negative ? negate(value) : value, precision)
}

function signOf(negative: boolean, flags: ReadonlySet<string>): string {
  if (negative) return '-'
  if (flags.has('+')) return '+'
  return flags.has(' ') ? ' ' : ''
}

/** Of a number that is not negative. */
function floatText(mode: string, value: Num, precision: number | undefined): string {
  switch (mode) {
    case 'e':
    case 'E': {
      const exact = exactly(value)
      return scientific(mode, rounded(exact, 1 + (precision ?? 6)), precision ?? 6)
    }
    case 'f': {
      const exact = exactly(value)
      return positional(rounded(exact, exact.point + (precision ?? 6)), precision ?? 6)
    }
    default: {
      const digits =
        precision === undefined ? decimalOf(numberText(value)) : rounded(exactly(value), precision || 1)
      return general(mode === 'G' ? 'E' : 'e', digits, precision)
    }
  }
}

function general(letter: string, value: Decimal, precision: number | undefined): string {
  const { digits, point } = value
  const wanted = precision === undefined ? digits.length : precision || 1
  let limit = precision === undefined ? 6 : wanted
  if (limit > digits.length && digits.length >= point && precision !== undefined) limit = digits.length
  if (point - 1 < -4 || point - 1 >= limit)
    return scientific(letter, value, Math.min(wanted, digits.length) - 1)
  return positional(value, Math.max(digits.length - point, 0))
}

function scientific(letter: string, { digits, point }: Decimal, precision: number): string {
  const first = digits === '' ? '0' : (digits[0] as string)
  const fraction = precision > 0 ? `.${digits.slice(1, 1 + precision).padEnd(precision, '0')}` : ''
  const exponent = digits === '' ? 0 : point - 1
  const power = String(Math.abs(exponent)).padStart(2, '0')
  return `${first}${fraction}${letter}${exponent < 0 ? '-' : '+'}${power}`
}

function positional({ digits, point }: Decimal, precision: number): string {
  const whole = point > 0 ? digits.slice(0, point).padEnd(point, '0') : '0'
  if (precision <= 0) return whole
  const fraction = point >= 0 ? digits.slice(point) : '0'.repeat(Math.min(-point, precision)) + digits
  return `${whole}.${fraction.slice(0, precision).padEnd(precision, '0')}`
}

/** Every digit of a number. */
function exactly(value: Num): Decimal {
  if (typeof value === 'number' || value.exponent >= 0) return decimalOf(toBigInt(value).toString())
  if (value.exponent < -10_000) return fail('the number is too small to write')
  const scale = -value.exponent
  const digits = (value.mantissa * 5n ** BigInt(scale)).toString()
  return trimmed(digits, digits.length - scale)
}

/** Of a text without sign and exponent. */
function decimalOf(text: string): Decimal {
  const [whole = '', fraction = ''] = text.split('.')
  const all = whole + fraction
  const zeros = /^0*/.exec(all)?.[0].length ?? 0
  return trimmed(all.slice(zeros), whole.length - zeros)
}

function trimmed(digits: string, point: number): Decimal {
  const kept = digits.replace(/0+$/, '')
  return kept === '' ? { digits: '', point: 0 } : { digits: kept, point }
}

/** To so many digits, half to even. */
function rounded(value: Decimal, count: number): Decimal {
  const { digits, point } = value
  if (count >= digits.length) return value
  if (count < 0) return { digits: '', point: 0 }
  const kept = digits.slice(0, count)
  const rest = digits.slice(count)
  const odd = /[13579]$/.test(kept)
  const up = rest === '5' ? odd : rest >= '5'
  if (!up) return trimmed(kept, point)
  const raised = String(BigInt(kept || '0') + 1n).padStart(count, '0')
  return trimmed(raised, point + raised.length - count)
}
