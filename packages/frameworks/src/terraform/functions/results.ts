import { fail } from '../language/failure.ts'
import type { Type } from '../language/type.ts'
import { stringType } from '../language/type.ts'
import type { UnknownValue, Value } from '../language/value.ts'
import { collectRefs, str, textOf, unknownOf } from '../language/value.ts'
import type { FunctionContext, LanguageFunction, Parameter } from './define.ts'

/** Characters that a result may have. */
export const maxLength = 10_000_000

export function tooLarge(): never {
  return fail('the result is too large')
}

/** A string as a result, unless it is too large. */
export function bounded(text: string): Value {
  return text.length > maxLength ? tooLarge() : str(text)
}

/** An unknown that follows from these arguments. */
export function unknownFrom(
  args: readonly Value[],
  type: Type,
  more: Parameters<typeof unknownOf>[1] = {},
): UnknownValue {
  const refs = new Set<string>()
  for (const arg of args) collectRefs(arg, refs)
  return unknownOf(type, { refs: [...refs].sort(), ...more })
}

export function text(name: string): Parameter {
  return { name, type: stringType }
}

/** A function from strings to a string. */
export function onTexts(
  names: readonly string[],
  compute: (texts: readonly string[], context: FunctionContext) => Value,
): LanguageFunction {
  return {
    parameters: names.map(text),
    returns: () => stringType,
    call: (args, context) => compute(args.map(textOf), context),
  }
}

/** A function whose string nobody knows offline: it is random, of the time, or of the machine. */
export function nobodyKnows(names: readonly string[], rest?: Parameter): LanguageFunction {
  return {
    parameters: names.map(text),
    ...(rest === undefined ? {} : { rest }),
    returns: () => stringType,
    call: (args) => unknownFrom(args, stringType, { notNull: true }),
  }
}
