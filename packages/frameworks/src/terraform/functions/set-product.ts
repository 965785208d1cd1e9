import { convertTo } from '../language/convert.ts'
import { fail } from '../language/failure.ts'
import { distinct } from '../language/sets.ts'
import type { ListType, Type } from '../language/type.ts'
import { anyType, tupleOf } from '../language/type.ts'
import { unify } from '../language/unify.ts'
import type { Value } from '../language/value.ts'
import { isSequence, isWhollyKnown, list, tuple, typeOf, unknownOf } from '../language/value.ts'
import { boundedItems } from './arguments.ts'

export function productType(args: readonly Value[]): Type {
  return args.some((arg) => typeOf(arg).kind === 'any') ? anyType : resultType(args)
}

/** A list of tuples where every argument has an order, else a set of them. */
function resultType(args: readonly Value[]): ListType {
  if (args.length < 2) return fail('setproduct: at least two sets are required')
  const types = args.map(typeOf)
  const of = types.map((type) => {
    if (type.kind === 'set' || type.kind === 'list') return type.of
    if (type.kind !== 'tuple') return fail('setproduct: a set or a list is required')
    if (type.items.length === 0) return anyType
    return unify(type.items) ?? fail('setproduct: all elements must be of one type')
  })
  return { kind: types.some(({ kind }) => kind === 'set') ? 'set' : 'list', of: tupleOf(of) }
}

/** Every choice of one element each, the last argument running fastest. */
export function product(args: readonly Value[]): Value {
  if (productType(args).kind === 'any') return unknownOf(anyType)
  const type = resultType(args)
  const sizes = args.map(sizeOf)
  if (sizes.some(({ min, max }) => max > min) || !args.every(isSequence)) return unknownProduct(type, sizes)
  if (sizes.some(({ max }) => max === 0)) return collection([], type)
  boundedItems(sizes.reduce((total, { max }) => total * max, args.length))
  const types = type.of.kind === 'tuple' ? type.of.items : []
  const choices = args.map((arg, i) => arg.items.map((item) => convertTo(item, types[i] as Type)))
  const rows = choices.reduce<readonly (readonly Value[])[]>(
    (done, items) => done.flatMap((row) => items.map((item) => [...row, item])),
    [[]],
  )
  return collection(rows.map(tuple), type)
}

function collection(items: readonly Value[], { kind, of }: ListType): Value {
  return kind === 'list' ? list(items, of) : { kind: 'set', items: distinct(items), of }
}

interface Size {
  readonly min: number
  readonly max: number
}

function sizeOf(value: Value): Size {
  if (isSequence(value)) {
    const { length } = value.items
    return { min: value.kind === 'set' && !isWhollyKnown(value) ? 1 : length, max: length }
  }
  if (value.kind !== 'unknown') return fail('setproduct: a set or a list is required')
  if (value.type.kind === 'tuple') return { min: value.type.items.length, max: value.type.items.length }
  return value.length ?? { min: 0, max: Number.POSITIVE_INFINITY }
}

/** As in cty, larger bounds are not told. */
const maxBound = 2048

function unknownProduct(type: ListType, sizes: readonly Size[]): Value {
  if (sizes.some(({ max }) => max === 0)) return collection([], type)
  const max = sizes.reduce((total, size) => total * size.max, 1)
  if (max > maxBound) return unknownOf(type)
  const min = sizes.reduce((total, size) => total * size.min, 1)
  return unknownOf(type, { length: { min: type.kind === 'set' ? Math.min(min, 1) : min, max } })
}
