import type { Json } from '@regraft/model'
import { isList, isObject } from '@regraft/model'
import type { Place } from './place.ts'
import { got, owner } from './place.ts'
import type { Reading } from './reading.ts'
import { hintsOf, isWord, switchesOn } from './reading.ts'
import { fixValue, term, told } from './rego-text.ts'

/** A condition, and what it says for people. */
type Condition = readonly [line: string, says: string]

/** Everything a condition may be made of. */
interface Site {
  readonly place: Place
  /** The value in Rego, null when it is absent. */
  readonly value: string
  /** The object that holds it and its key, as two arguments. */
  readonly held: string
  readonly key: string
}

/** Every way to read a value that became another, the likeliest first. */
export function valueReadings(
  place: Place,
  before: Json | undefined,
  after: Json | undefined,
  as: 'block' | 'map' | undefined,
): readonly Reading[] {
  const key = place.keys.at(-1) ?? ''
  const value = place.item ? 'item' : got(place, 'null')
  const site = { place, value, held: `${owner(place)}, ${term(key)}`, key }
  const operation = operationOf(after, as)
  const does = after === undefined ? `Remove ${place.name}` : `Set ${place.name} to ${told(after)}`
  return conditions(site, before, after).flatMap(([line, says]) => {
    const reading = { conditions: [line], says, operation, does }
    const literal = before !== undefined && exactly(site, before)[0] === line && !chosen(site, before, after)
    const beside = literal ? siblingConditions(site) : []
    // Where one literal takes another's place, it is often wrong only there.
    return beside.length === 0 ? [reading] : [{ ...reading, ...withSiblings(reading, beside) }, reading]
  })
}

function operationOf(after: Json | undefined, as: 'block' | 'map' | undefined): string {
  if (after === undefined) return 'fix.remove'
  if (!isObject(after)) return `fix.set(${fixValue(after)})`
  return `fix.ensure${as === undefined ? '' : `_${as}`}(${fixValue(after)})`
}

function conditions(site: Site, before: Json | undefined, after: Json | undefined): readonly Condition[] {
  if (after === undefined) return removal(site, before)
  if (site.place.item) return [exactly(site, before), differs(site, after)]
  if (typeof after === 'boolean') return switches(site, before, after)
  if (typeof after === 'number') return numbers(site, before, after)
  if (typeof after === 'string') return texts(site, before, after)
  return before === undefined
    ? [absent(site), differs(site, after)]
    : [exactly(site, before), differs(site, after)]
}

function removal(site: Site, before: Json | undefined): readonly Condition[] {
  const { value } = site
  const set: Condition = [`not ${value} in {null, false, 0, "", [], {}}`, 'is set']
  const present: Condition = [`${value} != null`, 'is written']
  const empty = !before || (typeof before === 'object' && Object.keys(before).length === 0)
  return empty ? [exactly(site, before), present] : [set, exactly(site, before)]
}

function switches(site: Site, before: Json | undefined, after: boolean): readonly Condition[] {
  const { place, value, held } = site
  const terraform = place.dialect === 'terraform'
  const on: Condition = terraform
    ? [`terraform.maybe_on(${held})`, 'is true']
    : [place.types.length > 1 ? `pod.may_be_true(${value})` : `${value} == true`, 'is true']
  const off: Condition = terraform
    ? [`terraform.off(${held})`, 'is false']
    : [`${value} == false`, 'is false']
  const notOn: Condition = terraform
    ? [`not terraform.on(${held})`, 'is not true']
    : [`${value} != true`, 'is not true']
  const notOff: Condition = terraform
    ? [`not terraform.off(${held})`, 'is not false']
    : [`${value} != false`, 'is not false']
  if (after) return before === undefined ? [notOn, absent(site)] : [notOn, off]
  return before === undefined ? [notOff, absent(site)] : [on, notOff]
}

function numbers(site: Site, before: Json | undefined, after: number): readonly Condition[] {
  const { place, value, held, key } = site
  const hints = hintsOf(key)
  const terraform = place.dialect === 'terraform'
  const tooSmall: Condition = terraform
    ? [`not terraform.at_least(${held}, ${after})`, `is less than ${after}`]
    : [`not ${value} >= ${after}`, `is less than ${after}`]
  const tooLarge: Condition = terraform
    ? [`terraform.number(${held}) > ${after}`, `is more than ${after}`]
    : [`${value} > ${after}`, `is more than ${after}`]
  if (before === undefined)
    return hints.lower ? [tooSmall, absent(site)] : [absent(site), differs(site, after)]
  const number = Number(before)
  const exact = [exactly(site, before), differs(site, after)]
  if (typeof before === 'object' || Number.isNaN(number) || hints.identity) return exact
  return number < after ? [tooSmall, ...exact] : [tooLarge, ...exact]
}

function texts(site: Site, before: Json | undefined, after: string): readonly Condition[] {
  const { value } = site
  const otherwise: Condition = [
    `not ${value} in {null, ${term(after)}}`,
    `is written and is not ${told(after)}`,
  ]
  if (switchesOn(after)) {
    const rest = before === undefined ? [absent(site)] : [otherwise, exactly(site, before)]
    return [differs(site, after), ...rest]
  }
  if (before === undefined) return isWord(after) ? [absent(site), differs(site, after)] : [absent(site)]
  // What was shown is wrong for sure, another word only perhaps.
  const more = chosen(site, before, after) ? [differs(site, after)] : []
  return [exactly(site, before), otherwise, ...more]
}

/** One of a few words a provider offers, changed for another. */
function chosen({ key }: Site, before: Json | undefined, after: Json | undefined): boolean {
  return isWord(before) && isWord(after) && !hintsOf(key).identity
}

function absent({ value }: Site): Condition {
  return [`${value} == null`, 'is absent']
}

function differs({ value }: Site, after: Json): Condition {
  return [`${value} != ${term(after)}`, `is not ${told(after)}`]
}

function exactly({ value }: Site, before: Json | undefined): Condition {
  return [`${value} == ${term(before ?? null)}`, before === undefined ? 'is absent' : `is ${told(before)}`]
}

/** Scalars that stand beside the value in the example and are no names. */
function siblingConditions({ place, key }: Site): readonly Condition[] {
  if (!place.siblings) return []
  const keys = place.keys.slice(0, -1)
  let example: Json | undefined = place.example
  for (const step of keys) example = isObject(example) ? example[step] : undefined
  if (!isObject(example)) return []
  return Object.entries(example)
    .filter(([name, value]) => name !== key && !isList(value) && !isObject(value) && telling(name))
    .map(([name, value]) => {
      const sibling = got({ ...place, keys: [...keys, name] }, 'null')
      return [`${sibling} == ${term(value)}`, `${name} is ${told(value)}`]
    })
}

function telling(name: string): boolean {
  return /^(from_port|to_port|port)$/.test(name) || !hintsOf(name).identity
}

function withSiblings(reading: Reading, beside: readonly Condition[]): Pick<Reading, 'conditions' | 'says'> {
  return {
    conditions: [...beside.map(([line]) => line), ...reading.conditions],
    says: `${reading.says} where ${beside.map(([, says]) => says).join(' and ')}`,
  }
}
