import { isList, isObject, type Json, type JsonObject } from '@regraft/model'

/** Says what is wrong with a value and where in it; undefined: nothing. */
export type Problem = string | undefined

/** Checks of a record's members by name; `?` in front of a check makes the member optional. */
export interface Shape {
  readonly required: { readonly [name: string]: (value: Json) => Problem }
  readonly optional: { readonly [name: string]: (value: Json) => Problem }
}

export function record(value: Json, shape: Shape): Problem {
  if (!isObject(value)) return `is ${kindOf(value)}, not an object`
  for (const name of Object.keys(shape.required)) if (!Object.hasOwn(value, name)) return `has no \`${name}\``
  for (const name of Object.keys(value)) {
    const member = value[name] as Json // one of its keys
    const check = own(shape.required, name) ?? own(shape.optional, name)
    if (check === undefined) return `has the unknown member \`${name}\``
    const problem = check(member)
    if (problem !== undefined) return at(name, problem)
  }
  return undefined
}

/** Puts a step in front of a problem's place. */
export function at(step: string, problem: string): string {
  return problem.startsWith('.') || problem.startsWith('[') ? `.${step}${problem}` : `.${step} ${problem}`
}

export function listOf(check: (value: Json) => Problem): (value: Json) => Problem {
  return (value) => {
    if (!isList(value)) return `is ${kindOf(value)}, not a list`
    for (let i = 0; i < value.length; i++) {
      const problem = check(value[i] as Json)
      if (problem !== undefined)
        return problem.startsWith('.') || problem.startsWith('[') ? `[${i}]${problem}` : `[${i}] ${problem}`
    }
    return undefined
  }
}

export function text(value: Json): Problem {
  if (typeof value !== 'string') return `is ${kindOf(value)}, not a text`
  return value === '' ? 'is empty' : undefined
}

export function truth(value: Json): Problem {
  return typeof value === 'boolean' ? undefined : `is ${kindOf(value)}, not true or false`
}

export function oneOf(choices: readonly string[]): (value: Json) => Problem {
  return (value) =>
    typeof value === 'string' && choices.includes(value)
      ? undefined
      : `is ${JSON.stringify(value)}, not one of ${choices.join(', ')}`
}

export function anything(): Problem {
  return undefined
}

export function objectOf(check: (value: Json) => Problem): (value: Json) => Problem {
  return (value) => {
    if (!isObject(value)) return `is ${kindOf(value)}, not an object`
    for (const [name, member] of Object.entries(value)) {
      const problem = check(member)
      if (problem !== undefined) return at(name, problem)
    }
    return undefined
  }
}

function own<T>(table: { readonly [name: string]: T }, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined
}

export function kindOf(value: Json | undefined): string {
  if (value === undefined) return 'absent'
  if (value === null) return 'null'
  if (isList(value)) return 'a list'
  return isObject(value as JsonObject) ? 'an object' : `a ${typeof value}`
}
