import { fail } from '../language/failure.ts'
import { boolType, stringType } from '../language/type.ts'
import type { Value } from '../language/value.ts'
import {
  bool,
  compareBytes,
  isSequence,
  isWhollyKnown,
  list,
  str,
  textOf,
  typeOf,
  unknownOf,
} from '../language/value.ts'
import {
  at,
  boundedCharacters,
  boundedItems,
  returnsBool,
  returnsText,
  returnsTexts,
  text,
  texts,
} from './arguments.ts'
import { utf8 } from './bytes.ts'
import type { FunctionTable, LanguageFunction } from './define.ts'
import { unknownFrom } from './results.ts'

/** Functions that ask something of strings, and those between strings and lists of them. */
export const textQueries: FunctionTable = {
  endswith: asks('suffix', (value, suffix) => value.endsWith(suffix)),
  join: {
    parameters: [text('separator')],
    rest: texts('lists'),
    returns: returnsText,
    call: ([separator, ...lists]) => join(textOf(separator as Value), lists),
  },
  sort: {
    parameters: [texts('list', { open: true })],
    returns: returnsTexts,
    call: (args) => sort(at(args, 0)),
  },
  split: {
    parameters: [text('separator'), text('str')],
    returns: returnsTexts,
    call: (args) => {
      const value = at(args, 1)
      const parts = split(textOf(at(args, 0)), textOf(value))
      boundedItems(parts.length)
      return list(parts.length === 1 ? [value] : parts.map(str), stringType)
    },
  },
  startswith: {
    parameters: [text('str', { open: true }), text('prefix')],
    returns: returnsBool,
    call: (args) => startsWith(at(args, 0), textOf(at(args, 1))),
  },
  strcontains: { ...asks('substr', (value, part) => value.includes(part)), mayBeNull: true },
}

function asks(second: string, holds: (value: string, second: string) => boolean): LanguageFunction {
  return {
    parameters: [text('str'), text(second)],
    returns: returnsBool,
    call: (args) => bool(holds(textOf(at(args, 0)), textOf(at(args, 1)))),
  }
}

function startsWith(value: Value, prefix: string): Value {
  if (value.kind !== 'unknown') return bool(textOf(value).startsWith(prefix))
  const known = value.prefix ?? ''
  if (known.startsWith(prefix)) return bool(true)
  // As Terraform has it, which looks at what is known of the beginning only when that is long enough.
  return utf8(known).length < utf8(prefix).length ? unknownOf(boolType) : bool(false)
}

function join(separator: string, lists: readonly Value[]): Value {
  if (lists.length === 0) return fail('join: at least one list is required')
  if (!lists.every(isWhollyKnown)) return unknownOf(stringType)
  const items = lists.flatMap((value) => (isSequence(value) ? value.items : []))
  if (items.length === 1) return notNull(items[0] as Value)
  let size = 0
  for (const item of items) size += textOf(notNull(item)).length + separator.length
  boundedCharacters(size)
  return str(items.map(textOf).join(separator))
}

function notNull(item: Value): Value {
  return item.kind === 'null' ? fail('an element is null') : item
}

function sort(value: Value): Value {
  if (!isWhollyKnown(value)) {
    const known = isSequence(value) ? { min: value.items.length, max: value.items.length } : undefined
    const length = value.kind === 'unknown' ? value.length : known
    return unknownFrom([value], typeOf(value), length === undefined ? {} : { length })
  }
  if (!isSequence(value)) return fail('a list is required')
  const items = value.items.map(notNull)
  return list(
    items.sort((a, b) => compareBytes(textOf(a), textOf(b))),
    stringType,
  )
}

/** Go splits at nothing between code points. */
function split(separator: string, value: string): readonly string[] {
  return separator === '' ? Array.from(value) : value.split(separator)
}
