import { isObject, type Json } from '@regraft/model'
import { toJson } from '../value/json.ts'
import { BigNumber, compareCodePoints, isArray, RegoObject, RegoSet, type RegoValue } from '../value/value.ts'
import { object, text } from './operands.ts'
import { BuiltinError, type BuiltinTable } from './table.ts'

const utf8 = new TextEncoder()
const decoder = new TextDecoder()

export const table: BuiltinTable = {
  'base64url.encode_no_pad': (value) => {
    const bytes = utf8.encode(text(value))
    const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
    return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
  },
  'hex.encode': (value) => hex(utf8.encode(text(value))),
  'hex.decode': (value) => {
    const digits = text(value)
    if (!/^(?:[0-9a-fA-F]{2})*$/.test(digits)) throw new BuiltinError('no hexadecimal digits')
    const bytes = (digits.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16))
    return decoder.decode(Uint8Array.from(bytes))
  },
  'urlquery.encode': (value) => escaped(text(value)),
  'urlquery.decode': (value) => unescaped(text(value)),
  'urlquery.encode_object': (value) => {
    const members = object(value)
      .sorted()
      .map(([key, member]) => [jsonKey(key), queryValues(member)] as const)
    return members
      .sort(([a], [b]) => compareCodePoints(a, b))
      .flatMap(([key, values]) => values.map((each) => `${escaped(key)}=${escaped(each)}`))
      .join('&')
  },
  'urlquery.decode_object': (value) => decodedQuery(text(value)),
  'json.marshal_with_options': (value, options) => marshal(value as RegoValue, object(options)),
}

export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** A key as JSON has it: other values by their text. */
export function jsonKey(key: RegoValue): string {
  return typeof key === 'string' ? key : compact(key)
}

function queryValues(value: RegoValue): string[] {
  if (typeof value === 'string') return [value]
  if (value instanceof RegoSet) return value.sorted().map(text)
  if (isArray(value)) return value.map(text)
  throw new BuiltinError('no text, nor texts')
}

/** Half a surrogate pair stands for nothing: Go reads it as the replacement character. */
function wellFormed(value: string): string {
  return value.replace(/\p{Surrogate}/gu, '\ufffd')
}

/** Go's url.QueryEscape. */
function escaped(value: string): string {
  return encodeURIComponent(wellFormed(value))
    .replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+')
}

/** Go's url.QueryUnescape. */
function unescaped(value: string): string {
  if (/%(?![0-9a-fA-F]{2})/.test(value)) throw new BuiltinError('no valid escape')
  const bytes: number[] = []
  for (const part of value.replaceAll('+', ' ').split(/(%..)/)) {
    if (/^%..$/.test(part)) bytes.push(Number.parseInt(part.slice(1), 16))
    else bytes.push(...utf8.encode(part))
  }
  return decoder.decode(Uint8Array.from(bytes))
}

function decodedQuery(query: string): RegoObject {
  const members = new Map<string, string[]>()
  for (const part of query.split('&')) {
    if (part === '') continue
    if (part.includes(';')) throw new BuiltinError('a semicolon separates nothing')
    const [, key = '', value = ''] = /^([^=]*)=?(.*)$/s.exec(part) ?? []
    const name = unescaped(key)
    members.set(name, [...(members.get(name) ?? []), unescaped(value)])
  }
  return new RegoObject(members)
}

/** JSON as Go writes it: sorted keys, `<`, `>`, `&` and the line separators escaped. */
export function compact(value: RegoValue, indent = '', prefix = ''): string {
  const inner = prefix + indent
  const [open, separator, close] =
    indent === '' && prefix === '' ? ['', ',', ''] : [`\n${inner}`, `,\n${inner}`, `\n${prefix}`]
  const wrap = (parts: string[], start: string, end: string): string =>
    parts.length === 0 ? start + end : start + open + parts.join(separator) + close + end
  if (value instanceof BigNumber) return value.text
  if (value instanceof RegoObject) {
    const colon = indent === '' && prefix === '' ? ':' : ': '
    const members = value.sorted().map(([key, member]) => [jsonKey(key), member] as const)
    members.sort(([a], [b]) => compareCodePoints(a, b))
    return wrap(
      members.map(([key, member]) => jsonText(key) + colon + nested(member, indent, inner)),
      '{',
      '}',
    )
  }
  if (value instanceof RegoSet || isArray(value)) {
    const items = value instanceof RegoSet ? value.sorted() : value
    return wrap(
      items.map((item) => nested(item, indent, inner)),
      '[',
      ']',
    )
  }
  return typeof value === 'string' ? jsonText(value) : String(value)
}

function nested(value: RegoValue, indent: string, prefix: string): string {
  return compact(value, indent, prefix)
}

function jsonText(value: string): string {
  return JSON.stringify(wellFormed(value)).replace(
    /[<>&\u2028\u2029]/g,
    (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

function marshal(value: RegoValue, options: RegoObject): string {
  const given = toJson(options)
  if (!isObject(given)) throw new BuiltinError('no options')
  for (const name of Object.keys(given))
    if (!['pretty', 'indent', 'prefix'].includes(name)) throw new BuiltinError(`no option ${name}`)
  const indent = optional(given['indent'])
  const prefix = optional(given['prefix'])
  const pretty = given['pretty'] ?? (indent !== undefined || prefix !== undefined)
  if (typeof pretty !== 'boolean') throw new BuiltinError('pretty is no boolean')
  if (!pretty) return compact(value)
  return (prefix ?? '') + indented(value, indent ?? '\t', prefix ?? '')
}

/** Line breaks are there even when indent and prefix are empty. */
function indented(value: RegoValue, indent: string, prefix: string): string {
  if (indent !== '' || prefix !== '') return compact(value, indent, prefix)
  return compact(value, '\u0000').replaceAll('\u0000', '')
}

function optional(value: Json | undefined): string | undefined {
  if (value === undefined || typeof value === 'string') return value
  throw new BuiltinError('no text')
}
