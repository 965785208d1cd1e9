import { alike } from '../language/collect.ts'
import { convertTo } from '../language/convert.ts'
import { fail } from '../language/failure.ts'
import { toBigInt } from '../language/number.ts'
import { keyOfValue } from '../language/sets.ts'
import type { Type } from '../language/type.ts'
import { anyType, listOf, stringType, tupleOf } from '../language/type.ts'
import { unify } from '../language/unify.ts'
import type { SequenceValue, Value } from '../language/value.ts'
import { isSequence, isWhollyKnown, list, tuple, typeOf, unknownOf } from '../language/value.ts'
import { anyList, anything, at, boundedItems, number, returnsTexts, texts, wholeOf } from './arguments.ts'
import type { FunctionTable } from './define.ts'
import { flatten } from './flatten.ts'
import { slice, sliceType } from './slice.ts'

/** Functions that make one sequence of others. Elements are handed on as they are. */
export const sequences: FunctionTable = {
  chunklist: {
    parameters: [anyList('list', { marks: 'itself' }), number('size')],
    returns: (args) => listOf(typeOf(at(args, 0))),
    call: (args) => chunks(sequenceOf(at(args, 0)), wholeOf(at(args, 1))),
  },
  compact: {
    parameters: [texts('list')],
    returns: returnsTexts,
    call: (args) => {
      const value = at(args, 0)
      if (!isWhollyKnown(value)) return unknownOf(returnsTexts())
      const { items } = sequenceOf(value)
      const kept = items.filter((item) => item.kind === 'string' && item.value !== '')
      return kept.length === items.length ? value : list(kept, stringType)
    },
  },
  concat: {
    parameters: [],
    rest: anything('seqs', { marks: 'itself' }),
    returns: concatType,
    call: concat,
  },
  distinct: {
    parameters: [anyList('list')],
    returns: (args) => typeOf(at(args, 0)),
    call: (args) => {
      const value = sequenceOf(at(args, 0))
      if (!isWhollyKnown(value)) return unknownOf(typeOf(value))
      const kept = new Map<string, Value>()
      for (const item of value.items) if (!kept.has(keyOfValue(item))) kept.set(keyOfValue(item), item)
      return kept.size === value.items.length ? value : list([...kept.values()], value.of)
    },
  },
  element: {
    parameters: [anything('list', { marks: 'itself' }), number('index')],
    returns: ([value, index]) => elementType(typeOf(value as Value), index as Value),
    mayBeNull: true,
    call: ([value, index]) => element(value as Value, index as Value),
  },
  flatten: {
    parameters: [anything('list', { marks: 'itself' })],
    returns: () => anyType,
    call: (args) => flatten(at(args, 0)),
  },
  reverse: {
    parameters: [anything('list', { marks: 'itself' })],
    returns: (args) => reversedType(typeOf(at(args, 0))),
    call: (args) => {
      const value = sequenceOf(at(args, 0))
      const items = [...value.items].reverse()
      return value.kind === 'tuple' ? tuple(items) : list(items, value.of)
    },
  },
  slice: {
    parameters: [anything('list', { marks: 'itself' }), number('start_index'), number('end_index')],
    returns: sliceType,
    call: slice,
  },
}

function sequenceOf(value: Value): SequenceValue {
  return isSequence(value) ? value : fail('a list is required')
}

function chunks(value: SequenceValue, size: number): Value {
  if (size < 0) return fail('chunklist: the size must not be negative')
  const type = typeOf(value)
  if (value.items.length === 0) return list([], type)
  if (size === 0) return list([value], type)
  const out: Value[] = []
  for (let i = 0; i < value.items.length; i += size) out.push(list(value.items.slice(i, i + size), value.of))
  return list(out, type)
}

/** A list where all are lists of types that go together, else a tuple. */
function concatType(args: readonly Value[]): Type {
  if (args.length === 0) return fail('concat: at least one list is required')
  const types = args.map(typeOf)
  const common = types.every(({ kind }) => kind === 'list') ? unify(types) : undefined
  if (common !== undefined) return common
  const items: Type[] = []
  for (const [i, type] of types.entries()) {
    const arg = at(args, i)
    if (type.kind === 'tuple') items.push(...type.items)
    else if (type.kind !== 'list') return fail('concat: a list is required')
    else if (!isSequence(arg)) return anyType
    else items.push(...arg.items.map(() => type.of))
  }
  return tupleOf(items)
}

function concat(args: readonly Value[]): Value {
  const [only] = args
  const type = concatType(args)
  if (args.length === 1 && only !== undefined) return only
  const parts = type.kind === 'list' ? args.map((arg) => convertTo(arg, type)) : args
  boundedItems(parts.reduce((count, part) => count + sequenceOf(part).items.length, 0))
  const items = parts.flatMap((part) => sequenceOf(part).items)
  if (type.kind !== 'list') return tuple(items)
  if (items.length === 0) return list(items, type.of)
  const { items: elements, of } = alike(items)
  return list(elements, of)
}

function elementType(type: Type, index: Value): Type {
  if (type.kind === 'list') return type.of
  if (type.kind !== 'tuple') return fail('element: a list is required')
  if (index.kind === 'unknown') return anyType
  return type.items[wrapped(index, type.items.length)] as Type
}

function element(value: Value, index: Value): Value {
  if (value.kind !== 'list' && value.kind !== 'tuple') return fail('element: a list is required')
  return at(value.items, wrapped(index, value.items.length))
}

/** The list goes round, in both directions. */
function wrapped(index: Value, length: number): number {
  wholeOf(index)
  if (length === 0) return fail('element: the list is empty')
  const whole = index.kind === 'number' ? Number(toBigInt(index.value) % BigInt(length)) : 0
  return whole < 0 ? whole + length : whole
}

function reversedType(type: Type): Type {
  if (type.kind === 'tuple') return tupleOf([...type.items].reverse())
  return type.kind === 'list' || type.kind === 'set' ? listOf(type.of) : fail('reverse: a list is required')
}
