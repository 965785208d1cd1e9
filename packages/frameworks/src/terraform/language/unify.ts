import { convertible } from './convertible.ts'
import type { Type } from './type.ts'
import { anyType, equalTypes, listOf, mapOf, objectOf, setOf, tupleOf } from './type.ts'

type Kind = Type['kind']

/** The type that values of all these types can be brought to, as cty's `convert.UnifyUnsafe` finds it; undefined when there is none. */
export function unify(types: readonly Type[]): Type | undefined {
  const [first] = types
  if (first === undefined) return undefined
  if (types.every((type) => equalTypes(type, first))) return first
  const all = (...kinds: Kind[]): boolean =>
    types.some(({ kind }) => kind === kinds[0]) &&
    types.every(({ kind }) => kind === 'any' || kinds.includes(kind))
  if (all('map')) return collection(types, mapOf)
  if (all('list')) return collection(types, listOf)
  const open = types.some(({ kind }) => kind === 'any')
  // Objects are often maps in disguise, and tuples lists.
  const disguised =
    (all('map', 'object') && !open && collection(types, mapOf)) ||
    (all('list', 'tuple') && !open && collection(types, listOf))
  if (disguised) return disguised
  if (all('set')) return collection(types, setOf)
  if (all('object')) return objects(types)
  if (all('tuple')) return tuples(types)
  const kinds = new Set(types.map(({ kind }) => kind))
  if (kinds.has('object') && kinds.has('tuple')) return undefined
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

function collection(types: readonly Type[], make: (of: Type) => Type): Type | undefined {
  if (types.some(({ kind }) => kind === 'any')) return anyType
  const of = unify(elements(types))
  return of && make(of)
}

function objects(types: readonly Type[]): Type | undefined {
  if (types.some(({ kind }) => kind === 'any')) return anyType
  const shapes = types.flatMap((type) => (type.kind === 'object' ? [type.attributes] : []))
  const names = [...(shapes[0]?.keys() ?? [])]
  const same = shapes.every((shape) => shape.size === names.length && names.every((name) => shape.has(name)))
  if (!same) return collection(types, mapOf)
  const out = new Map<string, Type>()
  for (const name of names) {
    const of = unify(shapes.map((shape) => shape.get(name) as Type))
    if (of === undefined) return collection(types, mapOf)
    out.set(name, of)
  }
  return objectOf(out)
}

function tuples(types: readonly Type[]): Type | undefined {
  if (types.some(({ kind }) => kind === 'any')) return anyType
  const shapes = types.flatMap((type) => (type.kind === 'tuple' ? [type.items] : []))
  const length = shapes[0]?.length ?? 0
  if (shapes.some((shape) => shape.length !== length)) return collection(types, listOf)
  const out: Type[] = []
  for (let i = 0; i < length; i++) {
    const of = unify(shapes.map((shape) => shape[i] as Type))
    if (of === undefined) return collection(types, listOf)
    out.push(of)
  }
  return tupleOf(out)
}
