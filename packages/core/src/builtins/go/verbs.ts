import { formatBinary, formatFloat, formatHex } from './float.ts'
import { canBackquote, isPrintable, quote } from './quote.ts'
import { pad, type Spec } from './spec.ts'

/** What OPA hands to Go's fmt: integers (of 64 bits, or larger), floats, and texts for all else. */
export type Argument =
  | { readonly type: 'int64' | '*big.Int'; readonly value: bigint }
  | { readonly type: 'float64'; readonly value: number }
  | { readonly type: 'string'; readonly value: string }

/** Writes one argument with one verb. Verbs: https://pkg.go.dev/fmt */
export function formatArgument(argument: Argument, verb: string, spec: Spec): string {
  // For %v the flags # and + ask for Go's own notation.
  if (verb === 'v' && spec.sharp && argument.type === 'string')
    return quoted(argument.value, plainFlags(spec))
  if (verb === 'v' || verb === 'w') return written(argument, verb, goFlags(argument, spec))
  return written(argument, verb, spec)
}

function goFlags(argument: Argument, spec: Spec): Spec {
  return { ...spec, sharp: false, plus: spec.plus && argument.type === '*big.Int' }
}

function plainFlags(spec: Spec): Spec {
  return { ...spec, sharp: false, plus: false }
}

function written(argument: Argument, verb: string, spec: Spec): string {
  if (verb === 'T') return pad(cut(argument.type, spec), spec)
  if (argument.type === '*big.Int')
    return formatInteger(argument.value, verb, spec, true) ?? `%!${verb}(big.Int=${argument.value})`
  const text =
    argument.type === 'string'
      ? formatText(argument.value, verb, spec)
      : argument.type === 'float64'
        ? formatNumber(argument.value, verb, spec)
        : formatInteger(argument.value, verb, spec, false)
  return text ?? `%!${verb}(${argument.type}=${written(argument, 'v', spec)})`
}

function formatText(text: string, verb: string, spec: Spec): string | undefined {
  switch (verb) {
    case 'v':
    case 's':
      return pad(cut(text, spec), spec)
    case 'q':
      return quoted(text, spec)
    case 'x':
    case 'X':
      return hexText(text, verb, spec)
    default:
      return undefined
  }
}

function cut(text: string, { precision }: Spec): string {
  return precision === undefined ? text : [...text].slice(0, precision).join('')
}

function quoted(text: string, spec: Spec): string {
  const shown = cut(text, spec)
  return pad(spec.sharp && canBackquote(shown) ? `\`${shown}\`` : quote(shown, spec.plus), spec)
}

function hexText(text: string, verb: string, spec: Spec): string {
  const bytes = [...new TextEncoder().encode(text).slice(0, spec.precision)]
  const prefix = spec.sharp && bytes.length > 0 ? '0x' : ''
  const pairs = bytes.map((byte) => byte.toString(16).padStart(2, '0'))
  const joined = spec.space ? prefix + pairs.join(` ${prefix}`) : prefix + pairs.join('')
  return pad(verb === 'X' ? joined.toUpperCase() : joined, spec)
}

function formatNumber(value: number, verb: string, spec: Spec): string | undefined {
  const number = numberText(value, verb, spec)
  if (number === undefined) return undefined
  const positive = !/^[+-]/.test(number)
  const sign = positive ? (spec.plus ? '+' : spec.space ? ' ' : '') : (number[0] ?? '')
  const magnitude = positive ? number : number.slice(1)
  if (!spec.zero || spec.minus) return pad(sign + magnitude, spec)
  return sign + magnitude.padStart((spec.width ?? 0) - sign.length, '0')
}

function numberText(value: number, verb: string, spec: Spec): string | undefined {
  const { precision } = spec
  switch (verb) {
    case 'v':
    case 'g':
      return sharpened(formatFloat(value, 'g', precision), spec, precision ?? 6)
    case 'G':
      return sharpened(formatFloat(value, 'g', precision), spec, precision ?? 6).toUpperCase()
    case 'f':
    case 'F':
      return sharpened(formatFloat(value, 'f', precision ?? 6), spec, 0)
    case 'e':
      return sharpened(formatFloat(value, 'e', precision ?? 6), spec, 0)
    case 'b':
      return formatBinary(value)
    case 'x':
      return formatHex(value, precision)
    case 'X':
      return formatHex(value, precision).toUpperCase()
    case 'E':
      return sharpened(formatFloat(value, 'e', precision ?? 6), spec, 0).toUpperCase()
    default:
      return undefined
  }
}

/** `#` keeps the point, and for %g the zeros behind it. */
function sharpened(number: string, { sharp }: Spec, digits: number): string {
  if (!sharp) return number
  const [mantissa = '', power] = number.split('e')
  const pointed = mantissa.includes('.') ? mantissa : `${mantissa}.`
  const significant = pointed.replace(/^[+-]?0*\.?0*/, '').replace('.', '').length
  const counted = significant === 0 ? 1 : significant
  return pointed + '0'.repeat(Math.max(0, digits - counted)) + (power === undefined ? '' : `e${power}`)
}

const bases: { readonly [verb: string]: number } = { v: 10, d: 10, b: 2, o: 8, O: 8, x: 16, X: 16 }

function formatInteger(value: bigint, verb: string, spec: Spec, big: boolean): string | undefined {
  const base = big && verb === 's' ? 10 : bases[verb]
  if (base === undefined) return big ? undefined : formatRune(value, verb, spec)
  const negative = value < 0n
  const sign = negative ? '-' : spec.plus ? '+' : spec.space ? ' ' : ''
  if (spec.precision === 0 && value === 0n) return big ? '' : pad('', spec, false)
  const digits = (negative ? -value : value).toString(base)
  const prefix = prefixOf(verb, base, spec, big)
  const wanted = spec.precision ?? zeroWidth(spec, sign.length + (big ? prefix.length : 0))
  const padded = digits.padStart(wanted, '0')
  // The octal zero of a machine integer is there once, whatever wrote it.
  const zero = !big && spec.sharp && base === 8 && !padded.startsWith('0') ? '0' : ''
  return pad(sign + cased(prefix + zero + padded, verb), spec, false)
}

function cased(body: string, verb: string): string {
  return verb === 'X' ? body.toUpperCase() : body
}

function zeroWidth(spec: Spec, used: number): number {
  return spec.zero && !spec.minus && spec.width !== undefined ? spec.width - used : 0
}

function prefixOf(verb: string, base: number, spec: Spec, big: boolean): string {
  if (verb === 'O') return '0o'
  if (!spec.sharp) return ''
  if (base === 2) return '0b'
  if (base === 16) return '0x'
  return base === 8 && big ? '0' : ''
}

function formatRune(value: bigint, verb: string, spec: Spec): string | undefined {
  const valid = value >= 0n && value <= 0x10ffffn && !(value >= 0xd800n && value <= 0xdfffn)
  const character = valid ? String.fromCodePoint(Number(value)) : '\ufffd'
  switch (verb) {
    case 'c':
      return pad(character, spec)
    case 'q':
      return pad(quote(character, spec.plus, "'"), spec)
    case 'U': {
      const digits = BigInt.asUintN(64, value).toString(16).toUpperCase()
      const code = `U+${digits.padStart(Math.max(4, spec.precision ?? 0), '0')}`
      const shown = spec.sharp && valid && isPrintable(character) ? `${code} '${character}'` : code
      return pad(shown, spec, false)
    }
    default:
      return undefined
  }
}
