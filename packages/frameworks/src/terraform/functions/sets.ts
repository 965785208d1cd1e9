import { convertTo } from '../language/convert.ts'
import { fail } from '../language/failure.ts'
import { distinct, keyOfValue } from '../language/sets.ts'
import type { ListType, Type } from '../language/type.ts'
import { anyType, equalTypes, setOf } from '../language/type.ts'
import { unify } from '../language/unify.ts'
import type { SequenceValue, Value } from '../language/value.ts'
import { isSequence, isWhollyKnown, typeOf, unknownOf } from '../language/value.ts'
import { anything } from './arguments.ts'
import type { FunctionTable, LanguageFunction, Parameter } from './define.ts'
import { product, productType } from './set-product.ts'

/** Functions of sets. */
export const sets: FunctionTable = {
  setintersection: operation(
    (items, other) => items.filter((item) => other.has(keyOfValue(item))),
    'first_set',
    true,
  ),
  setproduct: {
    parameters: [],
    rest: anything('sets', { open: true, marks: 'itself' }),
    returns: productType,
    call: product,
  },
  setsubtract: operation((items, other) => items.filter((item) => !other.has(keyOfValue(item))), 'a', false),
  setunion: {
    parameters: [anySet('first_set')],
    rest: anySet('other_sets'),
    returns: resultType,
    // An unknown element only adds to what is there.
    call: (args) => {
      const type = resultType(args)
      const [first, ...others] = setsFrom(args, type)
      if (first === undefined || others.length === 0) return first ?? fail('setunion: a set is required')
      return setWith(
        [first, ...others].flatMap(({ items }) => items),
        type,
      )
    },
  },
}

function anySet(name: string): Parameter {
  return { name, type: setOf(anyType) }
}

/** What an operation leaves of the first set, one other after the other. Each must be wholly known. */
function operation(
  left: (items: readonly Value[], other: ReadonlySet<string>) => readonly Value[],
  first: string,
  many: boolean,
): LanguageFunction {
  return {
    parameters: many ? [anySet(first)] : [anySet(first), anySet('b')],
    ...(many ? { rest: anySet('other_sets') } : {}),
    returns: resultType,
    call: (args) => {
      const type = resultType(args)
      const operands = setsFrom(args, type)
      if (!operands.every(isWhollyKnown)) return unknownOf(type)
      const [start, ...others] = operands
      const items = others.reduce(
        (rest: readonly Value[], { items }) => left(rest, new Set(items.map(keyOfValue))),
        start?.items ?? [],
      )
      return setWith(items, type)
    },
  }
}

/** A set of the type that the elements of all go to. Empty sets without a type go to any. */
function resultType(args: readonly Value[]): ListType {
  const types = args.flatMap((arg): readonly Type[] => {
    const type = typeOf(arg)
    if (type.kind !== 'set') return fail('a set is required')
    return isSequence(arg) && arg.items.length === 0 && type.of.kind === 'any' ? [] : [type.of]
  })
  if (types.length === 0) return { kind: 'set', of: anyType }
  return { kind: 'set', of: unify(types) ?? fail('the sets must have elements of one type') }
}

function setsFrom(args: readonly Value[], type: Type): readonly SequenceValue[] {
  const sets = args.map((arg) => {
    const set = convertTo(arg, type)
    return isSequence(set) ? set : fail('a set is required')
  })
  // Sets of what may be anything stay as they are.
  return sets.every(({ of }) => equalTypes(of, sets[0]?.of ?? of))
    ? sets
    : fail('the sets are of different types')
}

function setWith(items: readonly Value[], { of }: ListType): Value {
  return { kind: 'set', items: distinct(items), of }
}
