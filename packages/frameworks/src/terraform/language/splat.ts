import type { Step } from '@regraft/syntax'
import { Attempts, attempt } from './attempt.ts'
import { fail } from './failure.ts'
import type { Context } from './scope.ts'
import { stepsValue } from './traversal.ts'
import type { Type } from './type.ts'
import { anyType, equalTypes, listOf, tupleOf } from './type.ts'
import { collapsed } from './unknown.ts'
import type { UnknownValue, Value } from './value.ts'
import { isSequence, list, tuple, typeOf, unknownOf } from './value.ts'

/** `value[*].steps` and `value.*.steps`: the steps on every element. What is no list counts as a list of itself. */
export function splatValue(value: Value, steps: readonly Step[], context: Context): Value {
  const type = typeOf(value)
  const listed = type.kind === 'tuple' || type.kind === 'list' || type.kind === 'set'
  if (value.kind === 'null') return listed ? fail('null has no elements') : tuple([])
  if (type.kind === 'any') return unknownOf(anyType, value.kind === 'unknown' ? { refs: value.refs } : {})
  const each = (item: Value): Value => stepsValue(item, steps, 0, context)
  const parts = new Attempts()
  if (value.kind === 'unknown' && listed)
    return unknownSplat(value, (item) => parts.at(() => each(item)), parts)
  const items = (isSequence(value) ? value.items : [value]).map((item) => parts.at(() => each(item)))
  // It may be null, which would be no element.
  if (value.kind === 'unknown' && value.notNull !== true)
    return parts.made(unknownOf(anyType, { refs: value.refs }))
  if (parts.failed) return parts.made(unknownOf(resultType(type, (item) => attempt(() => each(item)).value)))
  if (!isSequence(value) || value.kind === 'tuple') return tuple(items)
  const [first = parts.at(() => each(unknownOf(value.of)))] = items
  if (items.length === 0) return parts.made(list([], typeOf(first)))
  const of = items.map(typeOf).find(({ kind }) => kind !== 'any') ?? anyType
  const alike = items.every((item) => typeOf(item).kind === 'any' || equalTypes(typeOf(item), of))
  return alike ? list(items, of) : fail('the elements of the splat are of different types')
}

function unknownSplat(value: UnknownValue, each: (item: Value) => Value, parts: Attempts): Value {
  const { type, refs, length } = value
  return parts.made(
    collapsed(
      unknownOf(resultType(type, each), {
        refs,
        notNull: true,
        ...(length === undefined || type.kind === 'tuple' ? {} : { length }),
      }),
    ),
  )
}

/** The type that the steps make of that of a sequence. */
function resultType(type: Type, each: (item: Value) => Value): Type {
  const after = (of: Type): Type => typeOf(each(unknownOf(of)))
  if (type.kind === 'tuple') return tupleOf(type.items.map(after))
  return type.kind === 'list' || type.kind === 'set' ? listOf(after(type.of)) : tupleOf([after(type)])
}
