import { convertTo } from '../language/convert.ts'
import { fail } from '../language/failure.ts'
import type { Type } from '../language/type.ts'
import { anyType } from '../language/type.ts'
import type { Value } from '../language/value.ts'
import { holdsSensitive, unknownOf } from '../language/value.ts'

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
  const { parameters, rest, returns, call, refine, mayBeNull } = definition
  if (args.length < parameters.length)
    fail(`${name} needs ${parameters.length} arguments, has ${args.length}`)
  if (rest === undefined && args.length > parameters.length)
    fail(`${name} takes ${parameters.length} arguments, has ${args.length}`)
  let open = false
  let untyped = false
  let sensitive = false
  const converted = args.map((arg, i) => {
    const parameter = (parameters[i] ?? rest) as Parameter
    const value = convertTo(arg, parameter.type)
    if (value.kind === 'null' && parameter.nullable !== true)
      fail(`${name}: argument ${parameter.name} must not be null`)
    if (value.kind === 'unknown' && parameter.open !== true) {
      open = true
      if (value.type.kind === 'any') untyped = true
    }
    if (marks(value, parameter)) sensitive = true
    return value
  })
  let result: Value
  if (untyped) result = unknownOf(anyType)
  else if (open) result = unknownOf(returns(converted, context), refine?.(converted))
  else result = call(converted, context)
  // As in cty, of what has no type nothing else is known either.
  if (result.kind === 'unknown' && result.type.kind !== 'any' && !result.notNull && mayBeNull !== true)
    result = { ...result, notNull: true }
  return sensitive && result.sensitive !== true ? { ...result, sensitive: true } : result
}

function marks(value: Value, parameter: Parameter): boolean {
  if (parameter.marks === 'nothing') return false
  return parameter.marks === 'itself' ? value.sensitive === true : holdsSensitive(value)
}
