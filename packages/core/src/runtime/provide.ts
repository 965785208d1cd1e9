import { type Json, RegraftError } from '@regraft/model'
import { families } from '../builtins/families.ts'
import { type BuiltinTable, callBuiltin } from '../builtins/table.ts'
import { fromJson, toJson } from '../value/json.ts'
import { parseTerm } from '../value/parse.ts'
import { printTerm } from '../value/value.ts'
import type { HostFunction } from './host.ts'

/** Built-in functions over JSON by name; sets arrive as sorted lists. `undefined`: the call is undefined. */
export interface Builtins {
  readonly [name: string]: (...args: Json[]) => Json | undefined
}

/** Calls a built-in on values in Rego notation (`{1, 2}` is a set), and returns one; `undefined`: it is undefined. */
export type Bridge = (name: string, terms: readonly string[]) => string | undefined

/** What no policy gets unless the host hands it in: it would make a verdict depend on the network or the environment. */
export const refusedBuiltins: readonly string[] = ['http.send', 'net.lookup_ip_addr', 'opa.runtime']

/**
 * Host functions in the order of the numbers a module calls them by. Only the families it needs are loaded.
 * Throws RegraftError `BUILTIN_REFUSED` or `BUILTIN_MISSING`.
 */
export async function provide(
  names: { readonly [name: string]: number },
  builtins: Builtins,
  bridge: Bridge | undefined,
): Promise<HostFunction[]> {
  const wanted = Object.keys(names)
  const refused = wanted.filter((name) => refusedBuiltins.includes(name) && !Object.hasOwn(builtins, name))
  if (refused.length > 0) throw refusedError(refused)
  const tables = await Promise.all(
    families.filter((family) => family.names.some((name) => Object.hasOwn(names, name))).map((f) => f.load()),
  )
  const functions: HostFunction[] = []
  const missing: string[] = []
  for (const [name, number] of Object.entries(names)) {
    const found = functionOf(name, tables, builtins, bridge)
    if (found === undefined) missing.push(name)
    else functions[number] = found
  }
  if (missing.length > 0) throw missingError(missing)
  return functions
}

function functionOf(
  name: string,
  tables: readonly BuiltinTable[],
  builtins: Builtins,
  bridge: Bridge | undefined,
): HostFunction | undefined {
  const given = Object.hasOwn(builtins, name) ? builtins[name] : undefined
  if (given !== undefined)
    return (terms) => {
      const result = given(...terms.map((term) => toJson(parseTerm(term))))
      return result === undefined ? undefined : printTerm(fromJson(result))
    }
  for (const table of tables) {
    const builtin = Object.hasOwn(table, name) ? table[name] : undefined
    if (builtin !== undefined) return (terms) => callBuiltin(builtin, terms)
  }
  if (bridge === undefined) return undefined
  return (terms) => {
    const result = bridge(name, terms)
    // OPA escapes texts as Go does, which the Wasm parser does not read.
    return result === undefined ? undefined : printTerm(parseTerm(result))
  }
}

function refusedError(names: readonly string[]): RegraftError {
  return new RegraftError('BUILTIN_REFUSED', `a policy calls ${names.join(', ')}, which no policy gets`, {
    hint: 'Verdicts depend on files alone. Put what the policy needs into its data, or hand the function in as `builtins`.',
  })
}

function missingError(names: readonly string[]): RegraftError {
  return new RegraftError(
    'BUILTIN_MISSING',
    `a policy calls ${names.join(', ')}, which neither OPA's Wasm target nor the host provides`,
    {
      hint: 'Use another built-in function, or hand in `builtins` or `bridge` when the policies are loaded.',
    },
  )
}
