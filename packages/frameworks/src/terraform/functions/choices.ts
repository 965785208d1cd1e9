import { convertTo } from '../language/convert.ts'
import { Failure, fail } from '../language/failure.ts'
import { add, compareNumbers } from '../language/number.ts'
import type { Type } from '../language/type.ts'
import { anyType, equalTypes, listOf, numberType } from '../language/type.ts'
import { unify } from '../language/unify.ts'
import type { Value } from '../language/value.ts'
import { isSequence, isWhollyKnown, list, nullOf, num, typeOf, unknownOf } from '../language/value.ts'
import { anything, at, number } from './arguments.ts'
import type { FunctionTable } from './define.ts'

/** Functions that choose one of many, and those that are made of nothing but numbers or errors. */
export const choices: FunctionTable = {
  coalesce: {
    parameters: [],
    rest: anything('vals', { nullable: true, open: true }),
    returns: coalesceType,
    call: coalesce,
  },
  coalescelist: {
    parameters: [],
    rest: anything('vals', { nullable: true, open: true }),
    returns: coalesceListType,
    call: coalesceList,
  },
  list: removed('list', 'tolist([...])'),
  map: removed('map', 'tomap({...})'),
  one: {
    parameters: [anything('list')],
    returns: (args) => oneType(typeOf(at(args, 0))),
    mayBeNull: true,
    call: (args) => one(at(args, 0)),
  },
  range: { parameters: [], rest: number('params'), returns: () => listOf(numberType), call: range },
}

function coalesceType(args: readonly Value[]): Type {
  return unify(args.map(typeOf)) ?? fail('coalesce: all arguments must be of one type')
}

function coalesce(args: readonly Value[]): Value {
  const type = coalesceType(args)
  for (const arg of args) {
    const value = converted(arg, type)
    if (value.kind === 'unknown') return unknownOf(type)
    const empty = type.kind === 'string' && value.kind === 'string' && value.value === ''
    if (value.kind !== 'null' && !empty) return value
  }
  return fail('coalesce: every argument is null or empty')
}

/** Terraform passes over what turns out not to convert. */
function converted(value: Value, type: Type): Value {
  try {
    return convertTo(value, type)
  } catch (error) {
    if (error instanceof Failure) return nullOf(type)
    throw error
  }
}

function coalesceListType(args: readonly Value[]): Type {
  if (args.length === 0) return fail('coalescelist: at least one list is required')
  const types: Type[] = []
  for (const arg of args) {
    if (arg.kind === 'unknown') return anyType
    const type = typeOf(arg)
    if (type.kind !== 'list' && type.kind !== 'tuple') return fail('coalescelist: a list is required')
    types.push(type)
  }
  const [first = anyType] = types
  return types.every((type) => equalTypes(type, first)) ? first : anyType
}

function coalesceList(args: readonly Value[]): Value {
  const type = coalesceListType(args)
  for (const arg of args) {
    if (arg.kind === 'unknown') return unknownOf(type)
    if (isSequence(arg) && arg.items.length > 0) return arg
  }
  return fail('coalescelist: every list is null or empty')
}

function removed(name: string, instead: string): FunctionTable[string] {
  const stop = (): never => fail(`${name} is no function any more: ${instead}`)
  return {
    parameters: [],
    rest: anything('vals', { nullable: true, open: true }),
    returns: stop,
    call: stop,
  }
}

function oneType(type: Type): Type {
  if (type.kind === 'list' || type.kind === 'set') return type.of
  if (type.kind !== 'tuple' || type.items.length > 1) return fail('one: at most one element is allowed')
  return type.items[0] ?? anyType
}

function one(value: Value): Value {
  const type = oneType(typeOf(value))
  const items = isSequence(value) ? value.items : []
  if (items.length <= 1) return items[0] ?? nullOf(type)
  // Elements of a set that are unknown may be the same.
  if (value.kind === 'set' && !isWhollyKnown(value)) return unknownOf(type)
  return fail('one: at most one element is allowed')
}

/** As many as Terraform allows. */
const maxRange = 1024

function range(args: readonly Value[]): Value {
  if (args.length < 1 || args.length > 3) return fail('range: one to three numbers are required')
  const [a = 0, b, c] = args.map((arg) => (arg.kind === 'number' ? arg.value : fail('a number is required')))
  const [start, end] = b === undefined ? [0, a] : [a, b]
  const step = c ?? (compareNumbers(end, start) < 0 ? -1 : 1)
  const down = compareNumbers(step, 0) < 0
  const ahead = (value: typeof start): number => compareNumbers(end, value) * (down ? -1 : 1)
  if (ahead(start) < 0) return fail('range: the step leads away from the end')
  const items: Value[] = []
  for (let value = start; ahead(value) > 0; value = add(value, step)) {
    if (items.length >= maxRange) return fail(`range: more than ${maxRange} numbers`)
    items.push(num(value))
  }
  return list(items, numberType)
}
