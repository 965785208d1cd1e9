import { formatFloat } from '../go/float.ts'
import { BuiltinError } from '../table.ts'

/** Nanoseconds of Go's units. */
const units: { readonly [unit: string]: bigint } = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
}

/** Hours of the units OPA adds. */
const longUnits: { readonly [unit: string]: number } = { d: 24, w: 7 * 24, y: 365 * 24 }

const limit = 2n ** 63n

/** Nanoseconds of a duration such as `1h30m`, `-1.5h`, `2d`. */
export function parseDuration(text: string): bigint {
  return goDuration(/[dwy]/.test(text) ? inHours(text) : text)
}

function inHours(text: string): string {
  const sign = /^[-+]?/.exec(text)?.[0] ?? ''
  const segments = [...text.slice(sign.length).matchAll(/([0-9.]+)(ms|us|µs|ns|[a-z])/gy)]
  if (segments.map(([all]) => all).join('') !== text.slice(sign.length)) throw new BuiltinError('no duration')
  return sign + segments.map(([all, digits = '', unit = '']) => segmentInHours(all, digits, unit)).join('')
}

function segmentInHours(all: string, digits: string, unit: string): string {
  const hours = Object.hasOwn(longUnits, unit) ? longUnits[unit] : undefined
  if (hours === undefined) return all
  if (!/^(?:\d+\.?\d*|\.\d+)$/.test(digits)) throw new BuiltinError('no duration')
  return `${formatFloat(Number(digits) * hours, 'f', undefined)}h`
}

function goDuration(text: string): bigint {
  const negative = text.startsWith('-')
  let rest = text.replace(/^[-+]/, '')
  if (rest === '0') return 0n
  if (rest === '') throw new BuiltinError('no duration')
  let total = 0n
  while (rest !== '') {
    const parts = /^(\d*)(?:\.(\d*))?([^0-9.]+)/.exec(rest)
    const [all = '', whole = '', decimals = '', name = ''] = parts ?? []
    const unit = Object.hasOwn(units, name) ? units[name] : undefined
    if (whole + decimals === '' || unit === undefined) throw new BuiltinError('no duration')
    total += BigInt(whole || '0') * unit + fractionOf(decimals, unit)
    if (total > limit) throw new BuiltinError('duration too long')
    rest = rest.slice(all.length)
  }
  if (!negative && total === limit) throw new BuiltinError('duration too long')
  return negative ? -total : total
}

/** In doubles, as Go computes it, of as many digits as 63 bits hold. */
function fractionOf(decimals: string, unit: bigint): bigint {
  let digits = 0n
  let scale = 1
  for (const digit of decimals) {
    const next = digits * 10n + BigInt(digit)
    if (next >= limit) break
    digits = next
    scale *= 10
  }
  return BigInt(Math.trunc(Number(digits) * (Number(unit) / scale)))
}
