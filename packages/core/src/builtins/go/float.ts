/** Digits of a number and where its point stands: 0.`digits` × 10^`point`. */
interface Decimal {
  readonly digits: string
  readonly point: number
}

/** Layout of a number as Go's strconv.FormatFloat knows it; `precision` undefined: the fewest digits that read back the same. */
export function formatFloat(value: number, verb: 'e' | 'f' | 'g', precision: number | undefined): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value < 0 ? '-Inf' : '+Inf'
  const sign = value < 0 || Object.is(value, -0) ? '-' : ''
  const magnitude = Math.abs(value)
  return sign + layouts[verb](magnitude, precision)
}

const layouts: {
  readonly [verb in 'e' | 'f' | 'g']: (value: number, precision: number | undefined) => string
} = {
  e: (value, precision) => {
    const decimal = precision === undefined ? shortest(value) : rounded(exact(value), precision + 1)
    return exponential(decimal, precision ?? Math.max(decimal.digits.length - 1, 0))
  },
  f: (value, precision) => {
    if (precision === undefined) return fixed(shortest(value), Math.max(0, -placesOf(shortest(value))))
    const decimal = exact(value)
    return fixed(rounded(decimal, decimal.point + precision), precision)
  },
  g: (value, precision) => {
    const wanted = precision === 0 ? 1 : precision
    const decimal = wanted === undefined ? shortest(value) : rounded(exact(value), wanted)
    const significant = decimal.digits.length
    let limit = wanted ?? 6
    if (wanted !== undefined && limit > significant && significant >= decimal.point) limit = significant
    const exponent = decimal.point - 1
    if (value !== 0 && (exponent < -4 || exponent >= limit))
      return exponential(decimal, Math.max(significant - 1, 0))
    return fixed(decimal, Math.max(significant - decimal.point, 0))
  },
}

/** The power of ten of the last digit. */
function placesOf({ digits, point }: Decimal): number {
  return point - digits.length
}

/** The fewest digits that denote this double: what JavaScript writes. */
function shortest(value: number): Decimal {
  const [mantissa = '', power = '0'] = value.toExponential().split('e')
  const digits = mantissa.replace('.', '').replace(/0+$/, '')
  return digits === '' ? { digits: '', point: 0 } : { digits, point: Number(power) + 1 }
}

/** A positive double as m × 2^e. */
function binaryOf(value: number): { readonly mantissa: bigint; readonly exponent: number } {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, value)
  const bits = view.getBigUint64(0)
  const exponentBits = Number((bits >> 52n) & 0x7ffn)
  const fraction = bits & 0xfffffffffffffn
  const mantissa = exponentBits === 0 ? fraction : fraction | 0x10000000000000n
  const exponent = (exponentBits === 0 ? 1 : exponentBits) - 1075
  return { mantissa, exponent }
}

/** Every digit of a double: m × 2^e is m × 5^-e / 10^-e. */
function exact(value: number): Decimal {
  if (value === 0) return { digits: '', point: 0 }
  const { mantissa, exponent } = binaryOf(value)
  const scaled = exponent >= 0 ? mantissa << BigInt(exponent) : mantissa * 5n ** BigInt(-exponent)
  const text = String(scaled)
  const point = text.length + Math.min(exponent, 0)
  return { digits: text.replace(/0+$/, ''), point }
}

/** To that many digits, half to even. */
function rounded({ digits, point }: Decimal, count: number): Decimal {
  if (count >= digits.length) return { digits, point }
  if (count < 0) return { digits: '', point: 0 }
  const kept = digits.slice(0, count)
  const rest = digits.slice(count)
  const half = rest.startsWith('5') && /^50*$/.test(rest)
  const odd = count > 0 && Number(kept[count - 1]) % 2 === 1
  const up = half ? odd : rest[0] !== undefined && rest[0] >= '5'
  if (!up) return trimmed(kept, point)
  const raised = String(BigInt(kept === '' ? '0' : kept) + 1n).padStart(count, '0')
  return trimmed(raised, point + raised.length - count)
}

function trimmed(digits: string, point: number): Decimal {
  const left = digits.replace(/0+$/, '')
  return left === '' ? { digits: '', point: 0 } : { digits: left, point }
}

function exponential({ digits, point }: Decimal, precision: number): string {
  const padded = digits.padEnd(precision + 1, '0')
  const exponent = digits === '' ? 0 : point - 1
  const power = String(Math.abs(exponent)).padStart(2, '0')
  const fraction = precision > 0 ? `.${padded.slice(1, precision + 1)}` : ''
  return `${padded[0]}${fraction}e${exponent < 0 ? '-' : '+'}${power}`
}

function fixed({ digits, point }: Decimal, precision: number): string {
  const whole = point > 0 ? digits.slice(0, point).padEnd(point, '0') : '0'
  if (precision <= 0) return whole
  const fraction = point > 0 ? digits.slice(point) : '0'.repeat(Math.min(-point, precision)) + digits
  return `${whole}.${fraction.slice(0, precision).padEnd(precision, '0')}`
}

/** `4503599627370496p-52` */
export function formatBinary(value: number): string {
  const { mantissa, exponent } = binaryOf(Math.abs(value))
  return `${value < 0 ? '-' : ''}${mantissa}p${exponent < 0 ? '-' : '+'}${Math.abs(exponent)}`
}

/** `0x1.8p+00`, its hexadecimal digits cut to the precision, half to even. */
export function formatHex(value: number, precision: number | undefined): string {
  const sign = value < 0 ? '-' : ''
  let { mantissa, exponent } = value === 0 ? { mantissa: 0n, exponent: -52 } : binaryOf(Math.abs(value))
  while (mantissa !== 0n && mantissa < 1n << 52n) {
    mantissa <<= 1n
    exponent--
  }
  if (precision !== undefined && precision < 13) {
    const unit = 1n << BigInt(4 * (13 - precision))
    const [whole, rest] = [mantissa / unit, mantissa % unit]
    const up = rest * 2n > unit || (rest * 2n === unit && whole % 2n === 1n)
    mantissa = (whole + (up ? 1n : 0n)) * unit
    if (mantissa >= 1n << 53n) {
      mantissa >>= 1n
      exponent++
    }
  }
  const digits = (mantissa & ((1n << 52n) - 1n)).toString(16).padStart(13, '0')
  const shown =
    precision === undefined ? digits.replace(/0+$/, '') : digits.slice(0, precision).padEnd(precision, '0')
  const power = value === 0 ? 0 : exponent + 52
  const fraction = shown === '' ? '' : `.${shown}`
  return `${sign}0x${mantissa >> 52n}${fraction}p${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`
}
