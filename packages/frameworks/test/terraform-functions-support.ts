import type { FunctionContext } from '../src/terraform/functions/define.ts'
import { callFunction } from '../src/terraform/functions/define.ts'
import { functions } from '../src/terraform/functions/functions.ts'
import { loadLibraries } from '../src/terraform/functions/late.ts'
import { Failure } from '../src/terraform/language/failure.ts'
import { fromDouble, numberText, parseNumber } from '../src/terraform/language/number.ts'
import { distinct } from '../src/terraform/language/sets.ts'
import type { Type } from '../src/terraform/language/type.ts'
import { anyType, listOf, mapOf, setOf, typeText } from '../src/terraform/language/type.ts'
import type { Value } from '../src/terraform/language/value.ts'
import {
  bool,
  isMapping,
  isSequence,
  list,
  map,
  nullOf,
  num,
  object,
  sortedEntries,
  str,
  tuple,
  unknownOf,
} from '../src/terraform/language/value.ts'

await loadLibraries('all')

/** An argument as a test writes it: plain data are the literals of the language. */
export type Plain =
  | Value
  | string
  | number
  | boolean
  | null
  | readonly Plain[]
  | { readonly [name: string]: Plain }

const nothing: FunctionContext = {
  readFile: () => undefined,
  render: () => {
    throw new Error('no template here')
  },
  moduleDirectory: '.',
}

export function literal(plain: Plain): Value {
  if (plain === null) return nullOf(anyType)
  if (typeof plain === 'string') return str(plain)
  if (typeof plain === 'boolean') return bool(plain)
  if (typeof plain === 'number')
    return num(Number.isSafeInteger(plain) ? plain : (parseNumber(String(plain)) ?? fromDouble(plain)))
  if (Array.isArray(plain)) return tuple((plain as readonly Plain[]).map(literal))
  if (isValue(plain)) return plain
  return object(
    new Map(Object.entries(plain as { [name: string]: Plain }).map(([name, item]) => [name, literal(item)])),
  )
}

function isValue(plain: object): plain is Value {
  return 'kind' in plain && typeof plain.kind === 'string'
}

export function listOfType(of: Type, ...items: readonly Plain[]): Value {
  return list(items.map(literal), of)
}

export function setOfType(of: Type, ...items: readonly Plain[]): Value {
  return { kind: 'set', items: distinct(items.map(literal)), of }
}

export function mapOfType(of: Type, entries: { readonly [name: string]: Plain }): Value {
  return map(new Map(Object.entries(entries).map(([name, item]) => [name, literal(item)])), of)
}

export function run(name: string, ...args: readonly Plain[]): Value {
  const definition = functions[name]
  if (definition === undefined) throw new Error(`there is no ${name}`)
  return callFunction(name, definition, args.map(literal), nothing)
}

/** A result in words: `list(string)["a"]`, `unknown(string)! "ab…"`, `failure`. */
export function shown(name: string, args: readonly Plain[]): string {
  try {
    return text(run(name, ...args))
  } catch (error) {
    if (error instanceof Failure) return 'failure'
    throw error
  }
}

export function text(value: Value): string {
  const { sensitive, ...rest } = value
  if (sensitive === true) return `sensitive ${text(rest)}`
  if (value.kind === 'unknown') {
    const { type, notNull, prefix, length } = value
    const known = [prefix && ` "${prefix}…"`, length && ` ${length.min} to ${length.max}`]
    return `unknown(${typeText(type)})${notNull ? '!' : ''}${known.filter(Boolean).join('')}`
  }
  if (value.kind === 'null') return `null(${typeText(value.type)})`
  if (value.kind === 'number') return numberText(value.value)
  if (isSequence(value)) {
    const type = value.kind === 'list' ? listOf(value.of) : setOf(value.of)
    return `${value.kind === 'tuple' ? '' : typeText(type)}[${value.items.map(text).join(', ')}]`
  }
  if (!isMapping(value)) return JSON.stringify(value.value)
  const entries = sortedEntries(value).map(([key, item]) => `${key} = ${text(item)}`)
  return `${value.kind === 'map' ? typeText(mapOf(value.of)) : ''}{${entries.join(', ')}}`
}

export { unknownOf }
