import { bitLength, shortest } from './digits.ts'
import { fail } from './failure.ts'

/**
 * Numbers as cty has them: binary floating point with 512 bits of mantissa, rounded to nearest even, and infinities. A
 * whole number that a double holds exactly stays one, so do infinities; everything else is a `Big`.
 */
export type Num = number | Big

/** mantissa × 2^exponent; the mantissa is odd. */
interface Big {
  readonly mantissa: bigint
  readonly exponent: number
  /** It has the 53 bits of a double only, as what `log` and `pow` give: fewer digits tell it from its neighbours. */
  readonly double?: true
}

const precision = 512
const limit = 1_000_000

/** A finite number from whatever a mantissa and exponent say, rounded and in its one form. */
function make(mantissa: bigint, exponent: number, sticky = false): Num {
  if (mantissa === 0n) return 0
  const negative = mantissa < 0n
  let m = negative ? -mantissa : mantissa
  let e = exponent
  const excess = bitLength(m) - precision
  if (excess > 0) {
    const dropped = m & ((1n << BigInt(excess)) - 1n)
    const half = 1n << BigInt(excess - 1)
    m >>= BigInt(excess)
    e += excess
    if (dropped > half || (dropped === half && (sticky || (m & 1n) === 1n))) m += 1n
  }
  const zeros = trailingZeros(m)
  m >>= BigInt(zeros)
  e += zeros
  if (Math.abs(e) > limit) fail('the number is out of range')
  const signed = negative ? -m : m
  if (e >= 0 && e <= 53) {
    const whole = Number(signed << BigInt(e))
    if (Number.isSafeInteger(whole)) return whole
  }
  return { mantissa: signed, exponent: e }
}

function trailingZeros(m: bigint): number {
  let zeros = 0
  let rest = m
  while ((rest & 0xffff_ffffn) === 0n) {
    rest >>= 32n
    zeros += 32
  }
  const low = Number(rest & 0xffff_ffffn)
  return zeros + 31 - Math.clz32(low & -low)
}

export function isInfinite(value: Num): boolean {
  return value === Infinity || value === -Infinity
}

/** Of a finite number. */
function parts(value: Num): Big {
  return typeof value === 'number' ? { mantissa: BigInt(value), exponent: 0 } : value
}

/** The number of a decimal text (`-12.5e3`), as HCL and cty read one; undefined when it is none. */
export function parseNumber(text: string): Num | undefined {
  if (/^[+-]?[Ii]nf$/.test(text)) return text.startsWith('-') ? -Infinity : Infinity
  const match =
    /^([+-]?)(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d{1,6}))?$|^([+-]?)\.(\d+)(?:[eE]([+-]?\d{1,6}))?$/.exec(text)
  if (match === null) return undefined
  const [, sign = '', whole = '', fraction = '', power = '0', sign2 = '', fraction2 = '', power2 = '0'] =
    match
  const digits = BigInt(whole + fraction + fraction2 || '0')
  const scale = Number(match[6] === undefined ? power : power2) - fraction.length - fraction2.length
  const negative = sign === '-' || sign2 === '-'
  if (digits === 0n) return negative ? -0 : 0
  const signed = negative ? -digits : digits
  if (Math.abs(scale) > 100_000) return undefined
  return scale >= 0 ? make(signed * 10n ** BigInt(scale), 0) : quotient(signed, 10n ** BigInt(-scale), 0)
}

/** A double as the number it is. */
export function fromDouble(value: number): Num {
  if (Number.isSafeInteger(value) || isInfinite(value)) return value
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, value)
  const bits = view.getBigUint64(0)
  const exponent = Number((bits >> 52n) & 0x7ffn)
  const fraction = bits & 0xf_ffff_ffff_ffffn
  const mantissa = exponent === 0 ? fraction : fraction | 0x10_0000_0000_0000n
  return make(bits >> 63n === 1n ? -mantissa : mantissa, Math.max(exponent, 1) - 1075)
}

export function fromBigInt(value: bigint): Num {
  return make(value, 0)
}

/** What Go computes with doubles: a number that no arithmetic has made more precise. */
export function computed(value: number): Num {
  const exact = fromDouble(value)
  return typeof exact === 'number' ? exact : { ...exact, double: true }
}

/** The nearest double. */
export function toDouble(value: Num): number {
  return typeof value === 'number' ? value : Number(numberText(value))
}

function areDoubles(a: Num, b: Num): boolean {
  return typeof a !== 'number' && typeof b !== 'number' && a.double === true && b.double === true
}

export function add(a: Num, b: Num): Num {
  if (typeof a === 'number' && typeof b === 'number' && Number.isSafeInteger(a + b)) return a + b
  if (isInfinite(a) || isInfinite(b)) {
    if (a !== b && isInfinite(a) && isInfinite(b)) fail('opposing infinities have no sum')
    return isInfinite(a) ? a : b
  }
  if (areDoubles(a, b)) return computed(toDouble(a) + toDouble(b))
  const x = parts(a)
  const y = parts(b)
  const exponent = Math.min(x.exponent, y.exponent)
  return make(
    (x.mantissa << BigInt(x.exponent - exponent)) + (y.mantissa << BigInt(y.exponent - exponent)),
    exponent,
  )
}

export function negate(a: Num): Num {
  return typeof a === 'number' ? -a : { ...a, mantissa: -a.mantissa }
}

/** Below zero, or zero below zero. */
export function isNegative(value: Num): boolean {
  return typeof value === 'number' ? value < 0 || Object.is(value, -0) : value.mantissa < 0n
}

export function subtract(a: Num, b: Num): Num {
  return add(a, negate(b))
}

export function multiply(a: Num, b: Num): Num {
  if (typeof a === 'number' && typeof b === 'number' && Number.isSafeInteger(a * b)) return a * b
  if (a === 0 || b === 0 || isInfinite(a) || isInfinite(b)) {
    if (isInfinite(a) ? b === 0 : a === 0 && isInfinite(b)) fail('zero times infinity is no number')
    const size = a === 0 || b === 0 ? 0 : Infinity
    return isNegative(a) === isNegative(b) ? size : -size
  }
  const x = parts(a)
  const y = parts(b)
  return make(x.mantissa * y.mantissa, x.exponent + y.exponent)
}

export function divide(a: Num, b: Num): Num {
  if (typeof a === 'number' && typeof b === 'number' && Number.isSafeInteger(a / b) && (a / b) * b === a)
    return a / b
  if (a === 0 || b === 0 || isInfinite(a) || isInfinite(b)) {
    if (a === 0 ? b === 0 : isInfinite(a) && isInfinite(b))
      fail(b === 0 ? 'zero is divided by zero' : 'infinity is divided by infinity')
    const size = b === 0 || isInfinite(a) ? Infinity : 0
    return isNegative(a) === isNegative(b) ? size : -size
  }
  if (areDoubles(a, b)) return computed(toDouble(a) / toDouble(b))
  const x = parts(a)
  const y = parts(b)
  return quotient(x.mantissa, y.mantissa, x.exponent - y.exponent)
}

function quotient(dividend: bigint, divisor: bigint, exponent: number): Num {
  if (dividend === 0n) return 0
  const negative = dividend < 0n !== divisor < 0n
  const n = dividend < 0n ? -dividend : dividend
  const d = divisor < 0n ? -divisor : divisor
  const shift = Math.max(0, precision + 2 - (bitLength(n) - bitLength(d)))
  const shifted = n << BigInt(shift)
  const whole = shifted / d
  const rest = shifted % d
  // One bit more says that the quotient is not exact, so that a tie is none.
  const wide = (whole << 1n) | (rest === 0n ? 0n : 1n)
  return make(negative ? -wide : wide, exponent - shift - 1)
}

/** a − b × trunc(a / b), and a itself for b = 0, as cty's modulo has it. */
export function modulo(a: Num, b: Num): Num {
  if (b === 0) return a
  if (isInfinite(a) || isInfinite(b)) fail('infinity has no remainder')
  const whole = truncate(divide(a, b))
  // A whole number has no zero below zero.
  const product = multiply(b, whole === 0 ? 0 : whole)
  if (typeof a === 'number' || a.double !== true) return subtract(a, product)
  return computed(toDouble(subtract(a, computed(toDouble(product)))))
}

export function isWhole(value: Num): boolean {
  return typeof value === 'number' ? !isInfinite(value) : value.exponent >= 0
}

/** Towards zero. */
export function truncate(value: Num): Num {
  if (typeof value === 'number' || value.exponent >= 0) return value
  const { mantissa, exponent } = value
  const whole = (mantissa < 0n ? -mantissa : mantissa) >> BigInt(-exponent)
  return make(mantissa < 0n ? -whole : whole, 0)
}

export function compareNumbers(a: Num, b: Num): number {
  if (typeof a === 'number' && typeof b === 'number') return a < b ? -1 : Number(a > b)
  if (isInfinite(a)) return isNegative(a) ? -1 : 1
  if (isInfinite(b)) return isNegative(b) ? 1 : -1
  const difference = subtract(a, b)
  if (typeof difference === 'number') return Math.sign(difference)
  return difference.mantissa < 0n ? -1 : 1
}

export function equalNumbers(a: Num, b: Num): boolean {
  if (typeof a === 'number' || typeof b === 'number') return a === b
  return a.mantissa === b.mantissa && a.exponent === b.exponent
}

/** The exact value of a whole number. */
export function toBigInt(value: Num): bigint {
  const { mantissa, exponent } = parts(truncate(value))
  return exponent >= 0 ? mantissa << BigInt(exponent) : mantissa >> BigInt(-exponent)
}

/** Decimal digits without an exponent, as few as tell the number from its neighbours: how a template writes it. */
export function numberText(value: Num): string {
  if (typeof value === 'number') {
    if (isInfinite(value)) return value > 0 ? '+Inf' : '-Inf'
    return Object.is(value, -0) ? '-0' : String(value)
  }
  const { mantissa, exponent, double } = value
  const sign = mantissa < 0n ? '-' : ''
  return sign + shortest(mantissa < 0n ? -mantissa : mantissa, exponent, double === true ? 53 : precision)
}

/** The number with every bit it has counted as known: what tells it from all others. */
export function exactText(value: Num): string {
  if (typeof value === 'number' || value.double !== true) return numberText(value)
  return numberText({ mantissa: value.mantissa, exponent: value.exponent })
}
