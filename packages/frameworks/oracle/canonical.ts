import { compareText, type Json } from '@regraft/model'
import { exactText } from '../src/terraform/language/number.ts'
import type { Type } from '../src/terraform/language/type.ts'
import type { UnknownValue, Value } from '../src/terraform/language/value.ts'
import { sortedEntries } from '../src/terraform/language/value.ts'

/** A value with its type as JSON, so that two are equal when their texts are. `go/canonical.go` describes the form. */
export function canonical(value: Value): Json {
  switch (value.kind) {
    case 'string':
      return ['s', value.value]
    case 'number':
      return ['n', value.value === 0 ? '0' : exactText(value.value)]
    case 'bool':
      return ['b', value.value]
    case 'null':
      return ['0', typeForm(value.type)]
    case 'unknown':
      return unknownForm(value)
    case 'list':
      return ['l', typeForm(value.of), value.items.map(canonical)]
    case 'set':
      return ['S', typeForm(value.of), value.items.map(canonical)]
    case 'tuple':
      return ['t', value.items.map(canonical)]
    case 'map':
      return ['m', typeForm(value.of), sortedEntries(value).map(([name, item]) => [name, canonical(item)])]
    case 'object':
      return ['o', sortedEntries(value).map(([name, item]) => [name, canonical(item)])]
  }
}

function unknownForm({ type, notNull, prefix, length }: UnknownValue): Json {
  const known: Record<string, Json> = {}
  if (type.kind === 'any') return ['?', 'any']
  // Keys in the order in which Go writes them.
  if (length !== undefined) {
    const most = length.max < Number.MAX_SAFE_INTEGER ? length.max : null
    if (most !== null || length.min > 0) known['l'] = [length.min, most]
  }
  if (notNull === true) known['nn'] = true
  if (prefix !== undefined && prefix !== '') known['p'] = prefix
  return Object.keys(known).length > 0 ? ['?', typeForm(type), known] : ['?', typeForm(type)]
}

function typeForm(type: Type): Json {
  switch (type.kind) {
    case 'any':
      return 'any'
    case 'string':
      return 's'
    case 'number':
      return 'n'
    case 'bool':
      return 'b'
    case 'list':
      return ['l', typeForm(type.of)]
    case 'set':
      return ['S', typeForm(type.of)]
    case 'map':
      return ['m', typeForm(type.of)]
    case 'tuple':
      return ['t', type.items.map(typeForm)]
    case 'object':
      return [
        'o',
        [...type.attributes].sort(([a], [b]) => compareText(a, b)).map(([name, of]) => [name, typeForm(of)]),
      ]
  }
}
