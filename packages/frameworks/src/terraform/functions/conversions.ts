import { convertTo } from '../language/convert.ts'
import { convertible } from '../language/convertible.ts'
import { fail } from '../language/failure.ts'
import type { Type } from '../language/type.ts'
import {
  anyType,
  boolType,
  equalTypes,
  listOf,
  mapOf,
  numberType,
  setOf,
  stringType,
  typeText,
} from '../language/type.ts'
import type { UnknownValue, Value } from '../language/value.ts'
import { bool, typeOf, unknownOf } from '../language/value.ts'
import { anything, at, returnsBool } from './arguments.ts'
import type { FunctionTable, LanguageFunction } from './define.ts'

/** Conversions of type, and what says that a value is sensitive. */
export const conversions: FunctionTable = {
  // What is not known yet may turn out to be ephemeral, and then null.
  ephemeralasnull: passes((value) => (value.kind === 'unknown' ? toUnknown(value, value.type) : value)),
  issensitive: {
    parameters: [anything('value', { nullable: true, open: true, marks: 'nothing' })],
    returns: returnsBool,
    // What is not known yet may turn out to be sensitive or not.
    call: ([value]) => (value?.kind === 'unknown' ? unknownOf(boolType) : bool(value?.sensitive === true)),
  },
  nonsensitive: passes(({ sensitive, ...value }) => value),
  sensitive: passes((value) => (value.sensitive === true ? value : { ...value, sensitive: true })),
  tobool: to(boolType),
  tolist: to(listOf(anyType)),
  tomap: to(mapOf(anyType)),
  tonumber: to(numberType),
  toset: to(setOf(anyType)),
  tostring: to(stringType),
}

function to(type: Type): LanguageFunction {
  return {
    parameters: [anything('v', { nullable: true, open: true, marks: 'itself' })],
    returns: () => type,
    mayBeNull: true,
    call: (args) => {
      const value = at(args, 0)
      return value.kind === 'unknown' ? toUnknown(value, type) : convertTo(value, type)
    },
  }
}

/** Terraform forgets all that it knew of the value, so that its type is just what was asked for. */
function toUnknown(value: UnknownValue, type: Type): Value {
  const { notNull, length, prefix, bounds, ...rest } = value
  if (!convertible(value.type, type)) fail(`${typeText(type)} is required`)
  const bare = [notNull, length, prefix, bounds].every((known) => known === undefined)
  return bare && equalTypes(value.type, type) ? value : { ...rest, type }
}

function passes(change: (value: Value) => Value): LanguageFunction {
  return {
    parameters: [anything('value', { nullable: true, open: true, marks: 'nothing' })],
    returns: (args) => typeOf(at(args, 0)),
    mayBeNull: true,
    call: (args) => change(at(args, 0)),
  }
}
