import { fail } from '../language/failure.ts'
import type { Type } from '../language/type.ts'
import { anyType, mapOf, objectOf } from '../language/type.ts'
import type { Value } from '../language/value.ts'
import { isSequence, isWhollyKnown, map, object, textOf, typeOf, unknownOf } from '../language/value.ts'
import { at } from './arguments.ts'

/** A map for a list of values; for a tuple an object, whose type needs every key. */
export function zipType(args: readonly Value[]): Type {
  const [keys, type] = [at(args, 0), typeOf(at(args, 1))]
  if (type.kind === 'list') return mapOf(type.of)
  if (type.kind !== 'tuple') return fail('zipmap: a list of values is required')
  if (!isSequence(keys) || !isWhollyKnown(keys)) return anyType
  sameLength(keys.items.length, type.items.length)
  return objectOf(new Map(keys.items.map((key, i) => [textOf(key), type.items[i] as Type])))
}

export function zipMap(args: readonly Value[]): Value {
  const type = zipType(args)
  const [keys, values] = [at(args, 0), at(args, 1)]
  if (!isSequence(keys) || !isSequence(values) || !isWhollyKnown(keys)) return unknownOf(type)
  sameLength(keys.items.length, values.items.length)
  const entries = new Map(keys.items.map((key, i) => [textOf(key), at(values.items, i)]))
  return type.kind === 'map' ? map(entries, type.of) : object(entries)
}

function sameLength(keys: number, values: number): void {
  if (keys !== values) fail(`zipmap: there are ${keys} keys and ${values} values`)
}
