import { convertible } from './convertible.ts'
import type { Type } from './type.ts'
import { anyType, equalTypes, listOf, mapOf, objectOf, setOf, tupleOf } from './type.ts'

type Kind = Type['kind']

/** The type that values of all these types can be brought to, as cty's `convert.UnifyUnsafe` finds it; undefined when there is none. */
export function unify(types: readonly Type[]): Type | undefined {
  const [first] = types
  if (first === undefined) return undefined
  if (types.every((type) => equalTypes(type, first))) return first
  const kinds = new Set(types.map(({ kind }) => kind))
  const only = (...named: Kind[]): boolean =>
    kinds.has(named[0] as Kind) && [...kinds].every((kind) => kind === 'any' || named.includes(kind))
  // What else something open turns out to be nobody can tell.
  const open = kinds.has('any')
  if (only('map')) return open ? anyType : collection(types, mapOf)
  if (only('map', 'object')) {
    const common = asCollections(types, 'object', mapOf)
    if (common?.kind === 'map') return common
  } else if (only('list')) return open ? anyType : collection(types, listOf)
  else if (only('list', 'tuple')) {
    const common = asCollections(types, 'tuple', listOf)
    if (common?.kind === 'list') return common
  } else if (only('set')) return open ? anyType : collection(types, setOf)
  else if (only('object')) return open ? anyType : objects(types)
  else if (only('tuple')) return open ? anyType : tuples(types)
  else if (kinds.has('object') && kinds.has('tuple')) return undefined
  return [...types].sort(byPreference).find((wanted) => types.every((type) => convertible(type, wanted)))
}

function byPreference(a: Type, b: Type): number {
  return preference(a) - preference(b) || ('of' in a && 'of' in b ? byPreference(a.of, b.of) : 0)
}

function preference({ kind }: Type): number {
  return ['string', 'number', 'bool', 'list', 'set', 'tuple', 'map', 'object', 'any'].indexOf(kind)
}

/** Element types of collections, and of tuples and objects that are taken for collections. */
function elements(types: readonly Type[]): readonly Type[] {
  return types.flatMap((type) => {
    if ('of' in type) return [type.of]
    if (type.kind === 'tuple') return type.items
    return type.kind === 'object' ? [...type.attributes.values()] : []
  })
}

/** A collection that all convert to. */
function collection(types: readonly Type[], make: (of: Type) => Type): Type | undefined {
  const of = unify(elements(types))
  const wanted = of && make(of)
  return wanted && types.every((type) => convertible(type, wanted)) ? wanted : undefined
}

/** Objects are often maps in disguise, and tuples lists: those of the kind are first taken for one collection. */
function asCollections(
  types: readonly Type[],
  kind: 'object' | 'tuple',
  make: (of: Type) => Type,
): Type | undefined {
  const disguised = collection(
    types.filter((type) => type.kind === kind),
    make,
  )
  return disguised && unify(types.map((type) => (type.kind === kind ? disguised : type)))
}

function objects(types: readonly Type[]): Type | undefined {
  const shapes = types.flatMap((type) => (type.kind === 'object' ? [type.attributes] : []))
  const names = [...(shapes[0]?.keys() ?? [])]
  const same = shapes.every((shape) => shape.size === names.length && names.every((name) => shape.has(name)))
  if (!same) return collection(types, mapOf)
  const out = new Map<string, Type>()
  for (const name of names) {
    const of = unify(shapes.map((shape) => shape.get(name) as Type))
    if (of === undefined) return undefined
    out.set(name, of)
  }
  const wanted = objectOf(out)
  return types.every((type) => convertible(type, wanted)) ? wanted : collection(types, mapOf)
}

function tuples(types: readonly Type[]): Type | undefined {
  const shapes = types.flatMap((type) => (type.kind === 'tuple' ? [type.items] : []))
  const length = shapes[0]?.length ?? 0
  if (shapes.some((shape) => shape.length !== length)) return collection(types, listOf)
  const out: Type[] = []
  for (let i = 0; i < length; i++) {
    const of = unify(shapes.map((shape) => shape[i] as Type))
    if (of === undefined) return undefined
    out.push(of)
  }
  const wanted = tupleOf(out)
  return types.every((type) => convertible(type, wanted)) ? wanted : collection(types, listOf)
}
