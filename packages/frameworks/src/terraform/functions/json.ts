import { fail } from '../language/failure.ts'
import { equalNumbers, numberText, parseNumber } from '../language/number.ts'
import type { Type } from '../language/type.ts'
import { anyType, boolType, isPrimitive, numberType, stringType } from '../language/type.ts'
import type { UnknownValue, Value } from '../language/value.ts'
import { isMapping, isSequence, isWhollyKnown, num, object, textOf, tuple } from '../language/value.ts'
import type { FunctionTable } from './define.ts'
import { parseJson } from './json-parse.ts'
import { jsonText } from './json-text.ts'
import { text, unknownFrom } from './results.ts'

export const jsonFunctions: FunctionTable = {
  jsonencode: {
    parameters: [{ name: 'val', type: anyType, nullable: true, open: true }],
    returns: () => stringType,
    call: ([value]) => encode(value as Value),
  },
  jsondecode: {
    parameters: [{ ...text('str'), open: true }],
    returns: () => anyType,
    call: ([value]) => decode(value as Value),
    mayBeNull: true,
  },
}

function encode(value: Value): Value {
  if (isWhollyKnown(value)) return { kind: 'string', value: jsonText(value), decoded: value }
  const prefix = firstCharacter(value)
  return unknownFrom([value], stringType, {
    notNull: true,
    decoded: value,
    ...(prefix === undefined ? {} : { prefix }),
  })
}

/** What the JSON of a value that is unknown, or in part, starts with. */
function firstCharacter(value: Value): string | undefined {
  if (value.kind === 'unknown' && value.notNull !== true) return undefined
  switch (value.kind === 'unknown' ? value.type.kind : value.kind) {
    case 'string':
      return '"'
    case 'map':
    case 'object':
      return '{'
    case 'list':
    case 'set':
    case 'tuple':
      return '['
    default:
      return undefined
  }
}

function decode(value: Value): Value {
  // What was encoded is at hand, with where each part of it was written.
  if ((value.kind === 'string' || value.kind === 'unknown') && value.decoded !== undefined)
    return asDecoded(value.decoded)
  return value.kind === 'unknown' ? unknownFrom([value], typeByPrefix(value)) : parseJson(textOf(value))
}

/** A value as it comes back from JSON: collections are tuples and objects, sets lists in their order. */
function asDecoded(value: Value): Value {
  if (isSequence(value)) {
    // An unknown element may be equal to another, or come before it.
    if (value.kind === 'set' && !isWhollyKnown(value)) return unknownFrom([value], anyType, { notNull: true })
    const items = value.items.map(asDecoded)
    const same = value.kind === 'tuple' && items.every((item, i) => item === value.items[i])
    return same ? value : tuple(items)
  }
  if (isMapping(value)) {
    const entries = new Map([...value.entries].map(([name, item]) => [name, asDecoded(item)]))
    const same =
      value.kind === 'object' && [...entries].every(([name, item]) => item === value.entries.get(name))
    return same ? value : object(entries)
  }
  if (value.kind === 'number') {
    const number = parseNumber(numberText(value.value)) ?? value.value
    return equalNumbers(number, value.value) ? value : num(number)
  }
  if (value.kind === 'null') return value.type.kind === 'any' ? value : { ...value, type: anyType }
  if (value.kind !== 'unknown' || (value.notNull === true && isPrimitive(value.type))) return value
  const { length: _, prefix: __, bounds: ___, ...rest } = value
  return { ...rest, type: anyType }
}

/** The type that the first character of a JSON text tells. */
function typeByPrefix({ prefix = '' }: UnknownValue): Type {
  const first = prefix.trim().charAt(0)
  if (first === '' || '{[n'.includes(first)) return anyType
  if (first === '"') return stringType
  if ('tf'.includes(first)) return boolType
  return /[-\d.]/.test(first)
    ? numberType
    : fail(`a JSON document cannot begin with the character ${JSON.stringify(first)}`)
}
