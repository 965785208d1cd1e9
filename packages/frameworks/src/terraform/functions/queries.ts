import { convertTo } from '../language/convert.ts'
import { equalValues } from '../language/equal.ts'
import { fail } from '../language/failure.ts'
import { boolType, listOf, numberType } from '../language/type.ts'
import { unify } from '../language/unify.ts'
import type { SequenceValue, UnknownValue, Value } from '../language/value.ts'
import {
  bool,
  isMapping,
  isSequence,
  isWhollyKnown,
  list,
  num,
  typeOf,
  unknownOf,
} from '../language/value.ts'
import { anyList, anything, at, returnsBool, returnsNumber } from './arguments.ts'
import type { FunctionTable, Parameter } from './define.ts'
import { graphemeCount } from './graphemes.ts'

const bools: Parameter = { name: 'list', type: listOf(boolType) }

/** Functions that ask something of a collection. */
export const queries: FunctionTable = {
  alltrue: { parameters: [bools], returns: returnsBool, call: (args) => allTrue(sequenceOf(at(args, 0))) },
  anytrue: { parameters: [bools], returns: returnsBool, call: (args) => anyTrue(sequenceOf(at(args, 0))) },
  contains: {
    parameters: [anything('list'), anything('value', { nullable: true })],
    returns: returnsBool,
    call: (args) => {
      const [{ items }, wanted] = [sequenceOf(at(args, 0)), at(args, 1)]
      const equal = items.map((item) => equalValues(wanted, item))
      if (equal.includes(true)) return bool(true)
      return equal.includes(undefined) ? unknownOf(boolType) : bool(false)
    },
  },
  index: {
    parameters: [anything('list'), anything('value')],
    returns: returnsNumber,
    call: (args) => index(at(args, 0), at(args, 1)),
  },
  length: {
    parameters: [anything('value', { open: true, marks: 'itself' })],
    returns: returnsNumber,
    call: (args) => lengthOf(at(args, 0)),
  },
  matchkeys: {
    parameters: [anyList('values'), anyList('keys'), anyList('searchset')],
    returns: (args) => {
      unifiedKeys(args)
      return typeOf(at(args, 0))
    },
    call: matchKeys,
  },
}

function sequenceOf(value: Value): SequenceValue {
  return isSequence(value) ? value : fail('a list, a set or a tuple is required')
}

function allTrue({ items }: SequenceValue): Value {
  for (const item of items) {
    if (item.kind === 'unknown') return unknownOf(boolType)
    if (item.kind !== 'bool' || !item.value) return bool(false)
  }
  return bool(true)
}

function anyTrue({ items }: SequenceValue): Value {
  if (items.some((item) => item.kind === 'bool' && item.value)) return bool(true)
  return items.some(({ kind }) => kind === 'unknown') ? unknownOf(boolType) : bool(false)
}

function index(value: Value, wanted: Value): Value {
  if (value.kind !== 'list' && value.kind !== 'tuple') return fail('index: a list is required')
  for (const [i, item] of value.items.entries()) {
    const equal = equalValues(item, wanted)
    if (equal === undefined) return unknownOf(numberType)
    if (equal) return num(i)
  }
  return fail('index: the list does not hold the value')
}

function lengthOf(value: Value): Value {
  if (value.kind === 'string') return num(graphemeCount(value.value))
  if (isMapping(value)) return num(value.entries.size)
  if (isSequence(value)) {
    const { length } = value.items
    // Elements that are unknown may be the same.
    if (value.kind !== 'set' || length < 2 || isWhollyKnown(value)) return num(length)
    return unknownOf(numberType, { bounds: { min: 1, max: length } })
  }
  if (value.kind !== 'unknown') return fail('length: a string or a collection is required')
  return unknownLength(value)
}

function unknownLength({ type, length, prefix = '' }: UnknownValue): Value {
  switch (type.kind) {
    case 'any':
      return unknownOf(numberType)
    case 'tuple':
      return num(type.items.length)
    case 'object':
      return num(type.attributes.size)
    case 'string':
      return unknownOf(numberType, { bounds: { min: graphemeCount(prefix), max: Infinity } })
    case 'number':
    case 'bool':
      return fail('length: a string or a collection is required')
    default: {
      const { min, max } = length ?? { min: 0, max: Number.MAX_SAFE_INTEGER }
      const most = max < Number.MAX_SAFE_INTEGER ? max : Infinity
      return min === max ? num(min) : unknownOf(numberType, { bounds: { min, max: most } })
    }
  }
}

function unifiedKeys(args: readonly Value[]): readonly [SequenceValue, SequenceValue] | undefined {
  const [keys, wanted] = [at(args, 1), at(args, 2)]
  const type =
    unify([typeOf(keys), typeOf(wanted)]) ?? fail('matchkeys: keys and searchset must be of one type')
  if (keys.kind === 'unknown' || wanted.kind === 'unknown') return undefined
  return [sequenceOf(convertTo(keys, type)), sequenceOf(convertTo(wanted, type))]
}

function matchKeys(args: readonly Value[]): Value {
  const values = sequenceOf(at(args, 0))
  if (values.items.length !== sequenceOf(at(args, 1)).items.length)
    return fail('matchkeys: there must be as many keys as values')
  const [keys, wanted] = unifiedKeys(args) ?? fail('matchkeys: the keys are not known')
  if (wanted.items.length === 0) return list([], values.of)
  if (!isWhollyKnown(values) || !isWhollyKnown(keys)) return unknownOf(typeOf(values))
  const items: Value[] = []
  for (const [i, value] of values.items.entries()) {
    for (const item of wanted.items) {
      const equal = equalValues(at(keys.items, i), item)
      // So Terraform has it, although more may match.
      if (equal === undefined) return list([], values.of)
      if (!equal) continue
      items.push(value)
      break
    }
  }
  return list(items, values.of)
}
