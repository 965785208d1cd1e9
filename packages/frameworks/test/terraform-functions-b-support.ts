import { dateFunctions } from '../src/terraform/functions/date.ts'
import { callFunction, type FunctionContext, type FunctionTable } from '../src/terraform/functions/define.ts'
import { encodingFunctions } from '../src/terraform/functions/encoding.ts'
import { fileFunctions } from '../src/terraform/functions/files.ts'
import { hashFunctions } from '../src/terraform/functions/hash.ts'
import { loadLibraries } from '../src/terraform/functions/late.ts'
import { networkFunctions } from '../src/terraform/functions/network.ts'
import { Failure } from '../src/terraform/language/failure.ts'
import { fromDouble, toDouble } from '../src/terraform/language/number.ts'
import { anyType } from '../src/terraform/language/type.ts'
import type { Value } from '../src/terraform/language/value.ts'
import { bool, nullOf, num, object, sortedEntries, str, tuple } from '../src/terraform/language/value.ts'

await loadLibraries('all')

const table: FunctionTable = {
  ...encodingFunctions,
  ...hashFunctions,
  ...dateFunctions,
  ...networkFunctions,
  ...fileFunctions,
}

/** Plain data as a value, values as they are. */
export type Data =
  | Value
  | string
  | number
  | boolean
  | null
  | readonly Data[]
  | { readonly [name: string]: Data }

function value(data: Data): Value {
  if (data === null) return nullOf(anyType)
  if (typeof data === 'string') return str(data)
  if (typeof data === 'number') return num(fromDouble(data))
  if (typeof data === 'boolean') return bool(data)
  if (Array.isArray(data)) return tuple(data.map(value))
  if (isValue(data)) return data
  return object(new Map(Object.entries(data as object).map(([name, item]) => [name, value(item as Data)])))
}

function isValue(data: unknown): data is Value {
  return typeof data === 'object' && data !== null && 'kind' in data
}

/** A value as plain data; what is unknown says its type. */
function plain(of: Value): unknown {
  switch (of.kind) {
    case 'string':
    case 'bool':
      return of.value
    case 'number':
      return toDouble(of.value)
    case 'null':
      return null
    case 'unknown':
      return { unknown: of.type.kind, notNull: of.notNull === true }
    case 'list':
    case 'set':
    case 'tuple':
      return of.items.map(plain)
    default:
      return Object.fromEntries(sortedEntries(of).map(([name, item]) => [name, plain(item)]))
  }
}

export const nowhere: FunctionContext = {
  readFile: () => undefined,
  render: () => str(''),
  moduleDirectory: '.',
}

export function call(name: string, ...args: readonly Data[]): Value {
  return callIn(nowhere, name, ...args)
}

export function callIn(context: FunctionContext, name: string, ...args: readonly Data[]): Value {
  const called = table[name]
  if (called === undefined) throw new Error(`no function ${name}`)
  return callFunction(name, called, args.map(value), context)
}

/** What a call gives as plain data, or `failure`. */
export function result(name: string, ...args: readonly Data[]): unknown {
  return resultIn(nowhere, name, ...args)
}

export function resultIn(context: FunctionContext, name: string, ...args: readonly Data[]): unknown {
  try {
    return plain(callIn(context, name, ...args))
  } catch (error) {
    if (error instanceof Failure) return 'failure'
    throw error
  }
}

/** A context of these files by path. */
export function withFiles(files: Readonly<Record<string, string | Uint8Array>>): FunctionContext {
  const bytes = (content: string | Uint8Array): Uint8Array =>
    typeof content === 'string' ? new TextEncoder().encode(content) : content
  return {
    ...nowhere,
    readFile: (path) => (files[path] === undefined ? undefined : bytes(files[path])),
    listFiles: (directory) => {
      const prefix = directory === '.' ? '' : `${directory}/`
      return Object.keys(files).flatMap((path) =>
        path.startsWith(prefix) ? [path.slice(prefix.length)] : [],
      )
    },
  }
}
