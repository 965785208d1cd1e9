import type { Json, JsonArray } from '@regraft/model'
import { isObject } from '@regraft/model'
import type { Difference } from './difference.ts'
import { scalar } from './difference.ts'
import type { Place } from './place.ts'
import { got } from './place.ts'
import type { Reading } from './reading.ts'
import { fixValue, term, told } from './rego-text.ts'

/** Every way to read items that came or went, the likeliest first. */
export function itemReadings(
  place: Place,
  { removed, added, after }: Extract<Difference, { kind: 'items' }>,
): readonly Reading[] {
  const list = got(place, '[]')
  if (added.length === 0) return removals(place, list, removed)
  if (removed.length === 0) return additions(place, list, added)
  const gone = removed.map((item) => `fix.remove_item(${term(item)})`)
  const come = added.map((item) => `fix.ensure_item(${term(matchOf(item))}, ${fixValue(item)})`)
  return [
    {
      conditions: [`some item in ${list}`, oneOf('item', removed)],
      says: `holds ${removed.map(told).join(' or ')}`,
      // Nothing is kept: the list is another one.
      operation:
        after.length === added.length
          ? `fix.set(${fixValue(after)})`
          : `fix.all([${[...gone, ...come].join(', ')}])`,
      does: `Put ${added.map(told).join(', ')} into ${place.name} instead of ${removed.map(told).join(', ')}`,
    },
  ]
}

function removals(place: Place, list: string, removed: JsonArray): readonly Reading[] {
  const whole: Reading = {
    conditions: [`some item in ${list}`, oneOf('item', removed)],
    says: `holds ${removed.map(told).join(' or ')}`,
    operation: 'fix.remove_item(item)',
    does: `Take ${removed.map(told).join(', ')} out of ${place.name}`,
  }
  const parts = removed.map(telling)
  if (!parts.every(isObject)) return [whole]
  const alike = parts.map((part) => `object.subset(item, ${term(part)})`)
  const first = alike[0] ?? ''
  if (alike.length > 1) return [whole]
  return [{ ...whole, conditions: [`some item in ${list}`, 'is_object(item)', first] }, whole]
}

/** An object without what only names it. */
function telling(item: Json): Json {
  if (!isObject(item)) return item
  const rest = Object.entries(item).filter(([key]) => !/^(name|description|sid|Sid|id)$/.test(key))
  return rest.length === 0 ? item : Object.fromEntries(rest)
}

function additions(place: Place, list: string, added: JsonArray): readonly Reading[] {
  const lacking = added.map((item) => (scalar(item) ? `${term(item)} in ${list}` : has(list, item)))
  const operations = added.map((item) => `fix.ensure_item(${term(matchOf(item))}, ${fixValue(item)})`)
  const [only = ''] = lacking
  const condition =
    lacking.length === 1
      ? `not ${only}`
      : `count([1 | some wanted in ${term(added)}; wanted in ${list}]) < ${added.length}`
  return [
    {
      conditions: [condition],
      says: `does not hold ${added.map(told).join(' and ')}`,
      operation: operations.length === 1 ? (operations[0] ?? '') : `fix.all([${operations.join(', ')}])`,
      does: `Add ${added.map(told).join(', ')} to ${place.name}`,
    },
    {
      conditions: [`${got(place, 'null')} == null`],
      says: 'is absent',
      operation: operations.length === 1 ? (operations[0] ?? '') : `fix.all([${operations.join(', ')}])`,
      does: `Add ${added.map(told).join(', ')} to ${place.name}`,
    },
  ]
}

function has(list: string, item: Json): string {
  return `${term(matchOf(item))} in [object.filter(entry, ${term(Object.keys(asObject(matchOf(item))))}) | some entry in ${list}]`
}

function asObject(value: Json): { readonly [key: string]: Json } {
  return isObject(value) ? value : {}
}

/** What makes an item the one that is wanted: its name where it has one. */
function matchOf(item: Json): Json {
  if (!isObject(item)) return item
  const name = item['name']
  return typeof name === 'string' ? { name } : item
}

function oneOf(value: string, items: JsonArray): string {
  const [only = null] = items
  return items.length === 1 ? `${value} == ${term(only)}` : `${value} in ${term(items)}`
}
