import { convertTo } from '../language/convert.ts'
import { conforms } from '../language/equal.ts'
import { caught, Failure, fail } from '../language/failure.ts'
import type { Type } from '../language/type.ts'
import { anyType, typeText } from '../language/type.ts'
import { collapsed } from '../language/unknown.ts'
import type { Value } from '../language/value.ts'
import { holdsSensitive, unknownOf } from '../language/value.ts'
import type { LateLibrary } from './late.ts'

/** One argument of a function. */
export interface Parameter {
  readonly name: string
  /** What an argument is converted to first; `any` leaves it as it is. */
  readonly type: Type
  readonly nullable?: true
  /**
   * The function itself says what follows from an argument that is unknown. Known collections may hold unknown values in
   * any case, as in cty.
   */
  readonly open?: true
  /** The type of the result is known also when that of an argument is not. */
  readonly untyped?: true
  /**
   * Which sensitive parts of an argument make the result sensitive: any part unless it says so here. `itself`: not what the
   * argument holds. `nothing`: the function says.
   */
  readonly marks?: 'itself' | 'nothing'
}

/** What a function may ask of the world: files inside the root, and nothing else. What it is told may change from one load to the next. */
export interface FunctionContext {
  /** Bytes of a file by its path as Terraform resolves it; undefined when nobody may or can read it. */
  readFile(path: string): Uint8Array | undefined
  /** Whether there is such a file; undefined when nobody can tell. */
  fileExists?(path: string): boolean | undefined
  /** Files at any depth of a directory, relative to it (`a/b.tf`); undefined when nobody may or can list it. */
  listFiles?(directory: string): readonly string[] | undefined
  /** The value of a template text with these variables: `templatefile`, `templatestring`. */
  render(text: string, variables: ReadonlyMap<string, Value>, file: string): Value
  /** Directories that `path.module`, `path.root` and `path.cwd` are. */
  readonly moduleDirectory: string
}

/**
 * A function of Terraform's language. `returns` says the type of the result from the converted arguments; `call`
 * computes it. Arguments that are null where they may not be fail before; where one is unknown that is not `open`, the
 * result is unknown of the type. Both may fail.
 */
export interface LanguageFunction {
  readonly parameters: readonly Parameter[]
  /** Any number of further arguments. */
  readonly rest?: Parameter
  returns(args: readonly Value[], context: FunctionContext): Type
  call(args: readonly Value[], context: FunctionContext): Value
  /** What it works with, when that is loaded late. */
  readonly needs?: LateLibrary<unknown>
  /** The result may be null, so that an unknown one is not known to be none. */
  readonly mayBeNull?: true
  /** What else is known of an unknown result: never null, a prefix, a length. */
  refine?(args: readonly Value[]): Parameters<typeof unknownOf>[1]
}

/** The functions of one family by name. */
export type FunctionTable = Readonly<Record<string, LanguageFunction>>

/** Calls a function as cty does. Hands an argument that comes back unchanged on as the same object. */
export function callFunction(
  name: string,
  definition: LanguageFunction,
  args: readonly Value[],
  context: FunctionContext,
): Value {
  const { parameters, rest } = definition
  if (args.length < parameters.length) fail(`${name} needs ${counted(parameters.length)}, has ${args.length}`)
  if (rest === undefined && args.length > parameters.length)
    fail(`${name} takes ${counted(parameters.length)}, has ${args.length}`)
  const parameterOf = (i: number): Parameter => (parameters[i] ?? rest) as Parameter
  const converted = args.map((arg, i) => argument(name, arg, parameterOf(i)))
  const sensitive = converted.some((value, i) => marks(value, parameterOf(i)))
  const result = refined(
    named(name, () => outcome(name, definition, converted, context)),
    definition,
  )
  return sensitive && result.sensitive !== true ? { ...result, sensitive: true } : result
}

function counted(parameters: number): string {
  return parameters === 1 ? '1 argument' : `${parameters} arguments`
}

/** Says of which function a failure is, where its message does not. */
function named<T>(name: string, compute: () => T): T {
  try {
    return compute()
  } catch (thrown) {
    const { message, value } = caught(thrown)
    throw message.startsWith(name) ? thrown : new Failure(`${name}: ${message}`, value)
  }
}

function argument(name: string, value: Value, { type, name: parameter }: Parameter): Value {
  return named(`${name}: argument ${parameter}`, () => convertedTo(value, type))
}

/** A set of a length that is not known keeps its elements' type when it becomes a list. */
function convertedTo(value: Value, type: Type): Value {
  const converted = convertTo(value, type)
  return converted.kind !== 'unknown' || conforms(converted.type, type) || converted.type.kind === 'any'
    ? converted
    : fail(`${typeText(type)} is required`)
}

function outcome(
  name: string,
  { parameters, rest, returns, call, refine, needs }: LanguageFunction,
  args: readonly Value[],
  context: FunctionContext,
): Value {
  let open = false
  for (let i = 0; i < args.length; i++) {
    const value = args[i] as Value
    const parameter = (parameters[i] ?? rest) as Parameter
    if (value.kind === 'null' && parameter.nullable !== true)
      fail(`${name}: argument ${parameter.name} must not be null`)
    if (parameter.open === true || !('type' in value)) continue
    // As in cty, what comes after it is not looked at.
    if (value.type.kind === 'any' && parameter.untyped !== true) return unknownOf(anyType)
    if (value.kind === 'unknown') open = true
  }
  if (needs?.ready === false) return unknownOf(anyType)
  return open ? unknownOf(returns(args, context), refine?.(args)) : call(args, context)
}

/** As in cty, of what has no type nothing else is known either. */
function refined(result: Value, { mayBeNull }: LanguageFunction): Value {
  if (result.kind !== 'unknown' || result.type.kind === 'any' || mayBeNull === true) return result
  return collapsed(result.notNull === true ? result : { ...result, notNull: true })
}

function marks(value: Value, parameter: Parameter): boolean {
  if (parameter.marks === 'nothing') return false
  return parameter.marks === 'itself' ? value.sensitive === true : holdsSensitive(value)
}
