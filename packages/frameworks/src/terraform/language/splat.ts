import type { Step } from '@regraft/syntax'
import { fail } from './failure.ts'
import type { Context } from './scope.ts'
import { stepsValue } from './traversal.ts'
import type { Type } from './type.ts'
import { anyType, listOf, tupleOf } from './type.ts'
import { unify } from './unify.ts'
import type { UnknownValue, Value } from './value.ts'
import { isSequence, list, tuple, typeOf, unknownOf } from './value.ts'

/** `value[*].steps` and `value.*.steps`: the steps on every element. What is no list counts as a list of itself. */
export function splatValue(value: Value, steps: readonly Step[], context: Context): Value {
  const type = typeOf(value)
  const listed = type.kind === 'tuple' || type.kind === 'list' || type.kind === 'set'
  if (value.kind === 'null') return listed ? fail('null has no elements') : tuple([])
  if (type.kind === 'any') return unknownOf(anyType, value.kind === 'unknown' ? { refs: value.refs } : {})
  const each = (item: Value): Value => stepsValue(item, steps, 0, context)
  if (value.kind === 'unknown') return unknownSplat(value, each)
  if (!isSequence(value)) return tuple([each(value)])
  const items = value.items.map(each)
  if (value.kind === 'tuple') return tuple(items)
  const of = items.length === 0 ? typeOf(each(unknownOf(value.of))) : unify(items.map(typeOf))
  return list(items, of ?? anyType)
}

function unknownSplat(value: UnknownValue, each: (item: Value) => Value): Value {
  const { type, refs, length } = value
  const typeOfEach = (of: Type): Type => typeOf(each(unknownOf(of)))
  if (type.kind === 'list' || type.kind === 'set')
    return unknownOf(listOf(typeOfEach(type.of)), {
      refs,
      notNull: true,
      ...(length !== undefined && type.kind === 'list' ? { length } : {}),
    })
  if (type.kind === 'tuple') return unknownOf(tupleOf(type.items.map(typeOfEach)), { refs, notNull: true })
  // It may be null, which would be no element.
  return unknownOf(value.notNull === true ? tupleOf([typeOfEach(type)]) : anyType, { refs, notNull: true })
}
