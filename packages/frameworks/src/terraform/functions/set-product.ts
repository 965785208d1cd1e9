import { alike } from '../language/collect.ts'
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
  if (!args.every(isSequence) || sizes.some(({ known }) => !known)) return unknownProduct(type, sizes)
  if (sizes.some(({ max }) => max === 0)) return collection([], type)
  boundedItems(sizes.reduce((total, { max }) => total * max, args.length))
  const types = type.of.kind === 'tuple' ? type.of.items : []
  const choices = args.map((arg, i) => arg.items.map((item) => convertTo(item, types[i] as Type)))
  const rows = choices.reduce<readonly (readonly Value[])[]>(
    (done, items) => done.flatMap((row) => items.map((item) => [...row, item])),
    [[]],
  )
  const { items } = alike(rows.map(tuple))
  return collection(items, type)
}

function collection(items: readonly Value[], { kind, of }: ListType): Value {
  return kind === 'list' ? list(items, of) : { kind: 'set', items: distinct(items), of }
}

interface Size {
  readonly max: number
  readonly known: boolean
}

function sizeOf(value: Value): Size {
  if (isSequence(value)) {
    const { length } = value.items
    // Elements of a set that are unknown may be the same; cty then takes it for any size.
    const known = value.kind !== 'set' || length <= 1 || isWhollyKnown(value)
    return { max: known ? length : Infinity, known }
  }
  if (value.kind !== 'unknown') return fail('setproduct: a set or a list is required')
  const max = value.type.kind === 'tuple' ? value.type.items.length : (value.length?.max ?? Infinity)
  return { max, known: false }
}

/** As in cty, larger bounds are not told. */
const [maxSize, maxProduct] = [1024, 2048]

function unknownProduct(type: ListType, sizes: readonly Size[]): Value {
  const max = sizes.reduce((total, size) => total * size.max, 1)
  if (sizes.some((size) => size.max > maxSize) || max > maxProduct) return unknownOf(type)
  return unknownOf(type, { length: { min: Math.min(max, 1), max } })
}
