import { parseTerm } from '../value/parse.ts'
import { printTerm, type RegoValue } from '../value/value.ts'

/** A built-in function over Rego values. `undefined`, or throwing BuiltinError, makes the call undefined. */
export type Builtin = (...args: readonly RegoValue[]) => RegoValue | undefined

export interface BuiltinTable {
  readonly [name: string]: Builtin
}

/** What OPA reports as a built-in error: the expression that called is undefined. */
export class BuiltinError extends Error {
  override readonly name: string = 'BuiltinError'
}

/** Calls a built-in on values in Rego notation. */
export function callBuiltin(builtin: Builtin, terms: readonly string[]): string | undefined {
  try {
    const result = builtin(...terms.map(parseTerm))
    return result === undefined ? undefined : printTerm(result)
  } catch (error) {
    if (error instanceof BuiltinError) return undefined
    throw error
  }
}
