import type { Json } from '@regraft/model'
import { parseDocument, stringify } from 'yaml'
import { fromJson, toJson } from '../value/json.ts'
import type { RegoValue } from '../value/value.ts'
import { text } from './operands.ts'
import { BuiltinError, type BuiltinTable } from './table.ts'

export const table: BuiltinTable = {
  'yaml.is_valid': (value) => typeof value === 'string' && read(value) !== undefined,
  'yaml.unmarshal': (value) => {
    const found = read(text(value))
    if (found === undefined) throw new BuiltinError('no YAML')
    return fromJson(found.value)
  },
  'yaml.marshal': (value) =>
    stringify(sorted(toJson(value as RegoValue)), {
      version: '1.1',
      indentSeq: false,
      lineWidth: 0,
      aliasDuplicateObjects: false,
    }),
}

/** The first document as JSON, read as YAML 1.1 as Go's sigs.k8s.io/yaml does. */
function read(source: string): { readonly value: Json } | undefined {
  const document = parseDocument(source, {
    version: '1.1',
    uniqueKeys: false,
    logLevel: 'silent',
    strict: false,
  })
  if (document.errors.some(({ code }) => code !== 'MULTIPLE_DOCS')) return undefined
  try {
    return { value: plain(document.toJS({ maxAliasCount: 1000, mapAsMap: true })) }
  } catch {
    // An alias bomb, or what JSON has no form for.
    return undefined
  }
}

function plain(value: unknown): Json {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new BuiltinError('no JSON number')
    return value
  }
  if (typeof value === 'bigint') return Number(value)
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return value.map(plain)
  if (value instanceof Map)
    return Object.fromEntries([...value].map(([key, member]) => [keyText(key), plain(member)]))
  if (value === undefined) return null
  throw new BuiltinError('no JSON value')
}

function keyText(key: unknown): string {
  if (typeof key === 'object' && key !== null) throw new BuiltinError('no JSON key')
  return String(key)
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, sorted(member)]),
  )
}
