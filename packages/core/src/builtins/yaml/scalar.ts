import { numberOf } from '../../value/parse.ts'
import type { BigNumber, RegoValue } from '../../value/value.ts'
import { shownFloat } from './number.ts'

const constants: ReadonlyMap<string, RegoValue> = new Map<string, RegoValue>([
  ...['', '~', 'null', 'Null', 'NULL'].map((text) => [text, null] as const),
  ...['true', 'True', 'TRUE'].map((text) => [text, true] as const),
  ...['false', 'False', 'FALSE'].map((text) => [text, false] as const),
])

const infinite = /^[-+]?\.(?:inf|Inf|INF)$|^\.(?:nan|NaN|NAN)$/
const float = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/

/** What a plain scalar of YAML means to OPA's reader; undefined: a number that JSON has no form for. */
export function resolvePlain(text: string): RegoValue | undefined {
  const constant = constants.get(text)
  if (constant !== undefined) return constant
  if (infinite.test(text)) return undefined
  if (!/^[-+.\d]/.test(text)) return text
  const plain = text.replaceAll('_', '')
  const integer = text.startsWith('.') ? undefined : integerOf(plain)
  if (integer !== undefined) return integer
  // Too large for a double it stays text.
  return float.test(plain) && Number.isFinite(Number(plain)) ? numberOf(shownFloat(Number(plain))) : text
}

/** Decimal, or with the prefix of another base; a leading zero means octal. Beyond 64 bits it is none. */
function integerOf(text: string): number | BigNumber | undefined {
  const [, sign = '', digits = ''] = /^([-+]?)(.*)$/s.exec(text) ?? []
  const octal = /^0o?([0-7]+)$/.exec(digits)?.[1]
  const known = octal !== undefined || /^(?:0|[1-9]\d*|0x[0-9a-fA-F]+|0b[01]+)$/.test(digits)
  if (!known) return undefined
  const magnitude = BigInt(octal === undefined ? digits : `0o${octal}`)
  const value = sign === '-' ? -magnitude : magnitude
  if (value < -(2n ** 63n) || value >= 2n ** 64n) return undefined
  return numberOf(String(value))
}

const oldTruth = /^(?:y|Y|yes|Yes|YES|on|On|ON|n|N|no|No|NO|off|Off|OFF)$/
const sexagesimal = /^[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.\d*)?$/
const date = /^\d{4}-\d\d?-\d\d?(?:[Tt ]\d\d?:\d\d:\d\d(?:\.\d+)?(?:Z|[-+]\d\d?(?::\d\d)?)?)?$/

/** Texts that other readers of YAML take for truth values or times, which OPA therefore quotes. */
export function looksOld(text: string): boolean {
  return oldTruth.test(text) || sexagesimal.test(text) || date.test(text)
}
