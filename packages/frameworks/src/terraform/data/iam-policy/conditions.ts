import { fail } from '../../language/failure.ts'
import type { MappingValue, Value } from '../../language/value.ts'
import {
  compareBytes,
  isMapping,
  isSequence,
  object,
  str,
  textOf,
  withOrigins,
} from '../../language/value.ts'
import { argument, blocksOf, unknownFrom } from './parts.ts'
import { anyOf } from './principals.ts'
import { inSetOrder } from './set-order.ts'
import type { Strings } from './strings.ts'
import { oneOrMany, stringsOf, withVariables } from './strings.ts'

interface Condition {
  readonly test: Value
  readonly variable: Value
  readonly values: Strings
}

/** Values by test and variable. */
type ByTest = Map<string, Map<string, Strings[]>>

/** `Condition` of `condition` blocks. */
export function conditionOfBlocks(value: Value | undefined, version: Value): Value | undefined {
  const blocks = blocksOf(value)
  if (blocks === undefined) return unknownFrom(value === undefined ? [] : [value])
  if (blocks.length === 0) return undefined
  const all = blocks.map(conditionOf)
  if (all.some(({ test, variable }) => test.kind === 'unknown' || variable.kind === 'unknown'))
    return unknownFrom(blocks)
  const byTest: ByTest = new Map()
  for (const { test, variable, values } of inSetOrder(all, hashText, partsOf)) {
    const items = values.items?.map((item) => withVariables(item, version))
    add(byTest, textOf(test), textOf(variable), { ...values, items })
  }
  return condition(byTest)
}

function conditionOf(block: MappingValue): Condition {
  const need = (name: string): Value => argument(block, name) ?? fail(`a condition needs ${name}`)
  return { test: need('test'), variable: need('variable'), values: stringsOf(need('values'), 'list') }
}

function partsOf({ test, variable, values }: Condition): readonly Value[] {
  return [test, variable, values.from]
}

function hashText({ test, variable, values }: Condition): string {
  const texts = (values.items ?? []).map((item) => `${textOf(item)};`)
  return `test:${textOf(test)};values:(${texts.join('')});variable:${textOf(variable)};`
}

function add(byTest: ByTest, test: string, variable: string, values: Strings): void {
  const byVariable = byTest.get(test) ?? new Map<string, Strings[]>()
  byTest.set(test, byVariable)
  const same = byVariable.get(variable)
  if (same === undefined) byVariable.set(variable, [values])
  else same.push(values)
}

function condition(byTest: ByTest): Value {
  return sorted(byTest, (byVariable) => sorted(byVariable, valuesOf))
}

function sorted<T>(entries: ReadonlyMap<string, T>, write: (entry: T) => Value): Value {
  const inOrder = [...entries].sort(([a], [b]) => compareBytes(a, b))
  return object(new Map(inOrder.map(([key, entry]) => [key, write(entry)])))
}

function valuesOf(parts: readonly Strings[]): Value {
  const [first] = parts
  if (parts.length === 1 && first !== undefined)
    return first.items === undefined ? first.from : oneOrMany(first.items, first.from)
  return oneOrMany(parts.flatMap(({ from, items }) => items ?? [anyOf(from)]))
}

/** `Condition` of a document in JSON. What is neither text nor bool the provider leaves out. */
export function conditionOfJson(value: Value): Value | undefined {
  if (value.kind === 'unknown') return value
  const byTest: ByTest = new Map()
  const open: Value[] = []
  for (const [test, variables] of members(value)) {
    if (variables.kind === 'unknown') open.push(variables)
    else
      for (const [variable, values] of members(variables)) {
        const strings = jsonValues(values)
        if (strings !== undefined) add(byTest, test, variable, strings)
      }
  }
  if (open.length > 0) return unknownFrom([value])
  return byTest.size === 0 ? undefined : condition(byTest)
}

function members(value: Value): Iterable<readonly [string, Value]> {
  if (value.kind === 'null') return []
  return isMapping(value) ? value.entries : fail('a Condition is an object of objects')
}

function jsonValues(value: Value): Strings | undefined {
  if (value.kind === 'string') return { from: value, items: [value] }
  if (value.kind === 'bool') return { from: value, items: [withOrigins(str(String(value.value)), value)] }
  if (value.kind === 'unknown') return { from: value, items: undefined }
  if (!isSequence(value)) return undefined
  const text = value.items.every((item) => item.kind === 'string' || item.kind === 'unknown')
  return text ? { from: value, items: value.items } : fail('a list in a Condition is one of strings')
}
