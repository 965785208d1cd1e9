import { convertTo } from '../../language/convert.ts'
import { fail } from '../../language/failure.ts'
import { stringType } from '../../language/type.ts'
import type { MappingValue, Value } from '../../language/value.ts'
import { isMapping, object, str } from '../../language/value.ts'
import { conditionOfBlocks, conditionOfJson } from './conditions.ts'
import { argument } from './parts.ts'
import { principalOfBlocks, principalOfJson } from './principals.ts'
import { descending, oneOrMany, stringsOf, withVariables } from './strings.ts'

/** A statement as it stands in the document. */
export interface Statement {
  /** What it is told apart by; undefined when it has none. May be unknown. */
  readonly sid: Value | undefined
  readonly value: Value
}

type Entry = readonly [string, Value | undefined]

/** The statement of a `statement` block. `version` is the document's. */
export function statementOfBlock(block: MappingValue, version: Value): Statement {
  const sid = filled(text(block, 'sid'))
  const effect = text(block, 'effect') ?? str('Allow')
  if (effect.kind === 'string' && effect.value !== 'Allow' && effect.value !== 'Deny')
    fail(`${effect.value} is no effect`)
  const set = (name: string): Value | undefined => setOfStrings(argument(block, name))
  const resources = (name: string): Value | undefined =>
    setOfStrings(argument(block, name), (item) => withVariables(item, version))
  return {
    sid,
    value: objectOf([
      ['Sid', sid],
      ['Effect', effect],
      ['Action', set('actions')],
      ['NotAction', set('not_actions')],
      ['Resource', resources('resources')],
      ['NotResource', resources('not_resources')],
      ['Principal', principalOfBlocks(argument(block, 'principals'), version)],
      ['NotPrincipal', principalOfBlocks(argument(block, 'not_principals'), version)],
      ['Condition', conditionOfBlocks(argument(block, 'condition'), version)],
    ]),
  }
}

/** A statement of a document in JSON: what the provider reads of it, written as it writes one. */
export function statementOfJson(value: Value): Statement {
  if (value.kind === 'unknown') return { sid: value, value }
  if (!isMapping(value)) return fail('a statement is an object')
  const sid = jsonText(value, 'Sid')
  const read = (name: string, as: (value: Value) => Value | undefined): Value | undefined => {
    const member = jsonMember(value, name)
    return member && as(member)
  }
  const list = (name: string): Entry => [name, read(name, unlessNull)]
  return {
    sid,
    value: objectOf([
      ['Sid', sid],
      ['Effect', jsonText(value, 'Effect')],
      ...['Action', 'NotAction', 'Resource', 'NotResource'].map(list),
      ['Principal', read('Principal', principalOfJson)],
      ['NotPrincipal', read('NotPrincipal', principalOfJson)],
      ['Condition', read('Condition', conditionOfJson)],
    ]),
  }
}

/** A member of an object in JSON, found as Go finds one: by its name, or by it in other letters. */
export function jsonMember(value: MappingValue, name: string): Value | undefined {
  const exact = value.entries.get(name)
  if (exact !== undefined) return exact
  for (const [key, member] of value.entries) if (key.toLowerCase() === name.toLowerCase()) return member
  return undefined
}

/** A member that must be text; undefined when it is empty, null or not there. */
export function jsonText(value: MappingValue, name: string): Value | undefined {
  const member = jsonMember(value, name)
  if (member === undefined || member.kind === 'null') return undefined
  return member.kind === 'string' || member.kind === 'unknown' ? filled(member) : fail(`${name} is a string`)
}

/** A string argument of a block. */
export function text(block: MappingValue, name: string): Value | undefined {
  const value = argument(block, name)
  return value && convertTo(value, stringType)
}

export function filled(value: Value | undefined): Value | undefined {
  return value?.kind === 'string' && value.value === '' ? undefined : value
}

/** An object of what is there. */
export function objectOf(entries: readonly Entry[]): Value {
  return object(
    new Map(entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]))),
  )
}

function unlessNull(value: Value): Value | undefined {
  return value.kind === 'null' ? undefined : value
}

function setOfStrings(value: Value | undefined, as?: (item: Value) => Value): Value | undefined {
  if (value === undefined) return undefined
  const { items } = stringsOf(value, 'set')
  if (items === undefined) return value
  if (items.length === 0) return undefined
  const inOrder = descending(items)
  return oneOrMany(as === undefined ? inOrder : inOrder.map(as), value)
}
