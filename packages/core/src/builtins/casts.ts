import { RegoObject, RegoSet, type RegoValue } from '../value/value.ts'
import { items, text } from './operands.ts'
import { BuiltinError, type BuiltinTable } from './table.ts'

/** Deprecated by OPA, still in old policies: a value of the type as it is, anything else undefined. */
export const table: BuiltinTable = {
  cast_array: (value) => items(value),
  cast_set: (value) => (value instanceof RegoSet ? value : new RegoSet(items(value))),
  cast_string: (value) => text(value),
  cast_boolean: (value) => only(value, typeof value === 'boolean'),
  cast_null: (value) => only(value, value === null),
  cast_object: (value) => only(value, value instanceof RegoObject),
}

function only(value: RegoValue | undefined, fits: boolean): RegoValue | undefined {
  if (!fits) throw new BuiltinError('another type')
  return value
}
