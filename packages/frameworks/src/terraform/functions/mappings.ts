import { convertTo } from '../language/convert.ts'
import { fail } from '../language/failure.ts'
import type { Type } from '../language/type.ts'
import { anyType, listOf, mapOf, stringType, tupleOf } from '../language/type.ts'
import type { MappingValue, Value } from '../language/value.ts'
import {
  compareBytes,
  isMapping,
  isSequence,
  isWhollyKnown,
  list,
  map,
  sortedEntries,
  str,
  textOf,
  tuple,
  typeOf,
  unknownOf,
} from '../language/value.ts'
import { anything, at, text } from './arguments.ts'
import type { FunctionTable } from './define.ts'
import { merge, mergeType } from './merge.ts'
import { zipMap, zipType } from './zipmap.ts'

const mapOfTexts: Type = mapOf(listOf(stringType))

/** Functions of maps and objects. Values are handed on as they are. */
export const mappings: FunctionTable = {
  keys: {
    parameters: [anything('inputMap', { open: true, marks: 'itself' })],
    returns: () => anyType,
    call: (args) => keys(at(args, 0)),
  },
  lookup: {
    parameters: [anything('inputMap', { marks: 'itself' }), text('key')],
    rest: anything('default', { nullable: true, open: true, marks: 'nothing' }),
    returns: lookupType,
    mayBeNull: true,
    call: lookup,
  },
  merge: {
    parameters: [],
    rest: anything('maps', { nullable: true, untyped: true, marks: 'itself' }),
    returns: mergeType,
    call: merge,
  },
  transpose: {
    parameters: [{ name: 'values', type: mapOfTexts }],
    returns: () => mapOfTexts,
    call: (args) => transpose(at(args, 0)),
  },
  values: {
    parameters: [anything('mapping', { marks: 'itself' })],
    returns: (args) => valuesType(typeOf(at(args, 0))),
    call: (args) => {
      const mapping = mappingOf(at(args, 0))
      const items = sortedEntries(mapping).map(([, item]) => item)
      return mapping.kind === 'map' ? list(items, mapping.of) : tuple(items)
    },
  },
  zipmap: {
    parameters: [{ name: 'keys', type: listOf(stringType) }, anything('values', { marks: 'itself' })],
    returns: zipType,
    call: zipMap,
  },
}

function mappingOf(value: Value): MappingValue {
  return isMapping(value) ? value : fail('a map is required')
}

function keys(value: Value): Value {
  const type = typeOf(value)
  if (type.kind === 'object') return tuple([...type.attributes.keys()].sort(compareBytes).map(str))
  if (isMapping(value))
    return list(
      sortedEntries(value).map(([name]) => str(name)),
      stringType,
    )
  if (type.kind === 'any') return unknownOf(anyType)
  return type.kind === 'map' ? unknownOf(listOf(stringType)) : fail('keys: a map is required')
}

function valuesType(type: Type): Type {
  if (type.kind === 'map') return listOf(type.of)
  if (type.kind !== 'object') return fail('values: a map is required')
  const names = [...type.attributes.keys()].sort(compareBytes)
  return tupleOf(names.map((name) => type.attributes.get(name) as Type))
}

function lookupType(args: readonly Value[]): Type {
  if (args.length > 3) return fail('lookup: two or three arguments are required')
  const [type, key, other] = [typeOf(at(args, 0)), at(args, 1), args[2]]
  if (type.kind === 'map') {
    if (other !== undefined) convertTo(other, type.of)
    return type.of
  }
  if (type.kind !== 'object') return fail('lookup: a map is required')
  if (key.kind === 'unknown') return anyType
  const own = type.attributes.get(textOf(key))
  if (own !== undefined) return own
  return other === undefined ? fail(`lookup: there is no ${JSON.stringify(textOf(key))}`) : typeOf(other)
}

function lookup(args: readonly Value[]): Value {
  const type = lookupType(args)
  const key = textOf(at(args, 1))
  const found = mappingOf(at(args, 0)).entries.get(key)
  if (found !== undefined) return found
  return convertTo(args[2] ?? fail(`lookup: there is no ${JSON.stringify(key)}`), type)
}

function transpose(value: Value): Value {
  if (!isWhollyKnown(value)) return unknownOf(mapOfTexts)
  const names = new Map<string, Value[]>()
  for (const [name, items] of sortedEntries(mappingOf(value))) {
    if (!isSequence(items)) return fail('transpose: a list is null')
    for (const item of items.items) {
      const found = names.get(textOf(item))
      if (found === undefined) names.set(textOf(item), [str(name)])
      else found.push(str(name))
    }
  }
  const entries = new Map([...names].map(([name, items]) => [name, list(items, stringType)]))
  return map(entries, listOf(stringType))
}
