import { fail } from '../language/failure.ts'
import type { Type } from '../language/type.ts'
import { anyType, equalTypes, objectOf } from '../language/type.ts'
import type { Value } from '../language/value.ts'
import { isMapping, isSequence, map, object, typeOf } from '../language/value.ts'

/** The type of the arguments where it is the same for all, else an object of all that they name. */
export function mergeType(args: readonly Value[]): Type {
  const attributes = new Map<string, Type>()
  const types: Type[] = []
  let named = true
  for (const arg of args) {
    const type = typeOf(arg)
    if (type.kind === 'any') return anyType
    if (type.kind !== 'map' && type.kind !== 'object') return fail('merge: a map is required')
    // Null counts as an object without attributes.
    types.push(arg.kind === 'null' && type.kind === 'object' ? objectOf(new Map()) : type)
    if (arg.kind === 'null') continue
    if (type.kind === 'object') for (const [name, item] of type.attributes) attributes.set(name, item)
    else if (isMapping(arg)) for (const name of arg.entries.keys()) attributes.set(name, type.of)
    else named = false
  }
  const [first] = types
  if (first !== undefined && types.every((type) => equalTypes(type, first))) return first
  return named ? objectOf(attributes) : anyType
}

/** Later arguments win; null adds nothing. */
export function merge(args: readonly Value[]): Value {
  const type = mergeType(args)
  const [only] = args
  if (args.length === 1 && only !== undefined && isMapping(only)) return only
  const entries = new Map<string, Value>()
  for (const arg of args) {
    if (isMapping(arg)) for (const [name, item] of arg.entries) entries.set(name, item)
    // An untyped null among the arguments keeps Terraform from looking at the types of others.
    else if (arg.kind !== 'null' && !(isSequence(arg) && arg.items.length === 0))
      fail('merge: a map is required')
  }
  return type.kind === 'map' ? map(entries, type.of) : object(entries)
}
