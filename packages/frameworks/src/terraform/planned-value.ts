import type { Json } from '@regraft/model'
import { isList, isObject } from '@regraft/model'
import { meaning } from './given-value.ts'
import type { Site, Value } from './language/value.ts'
import type { PlannedVariables, VariableOptions } from './settings.ts'

/** Names of the variables by the sites that stand for what a plan says of them. */
const variables = new WeakMap<Site, string>()
const known = new WeakMap<PlannedVariables, Map<string, Value>>()

/** What a plan says of a variable of a root module; made once, so that it is the same object in every load. */
export function plannedValue(
  { root, options }: { readonly root: string; readonly options: VariableOptions },
  name: string,
): Value | undefined {
  const { planned } = options
  if (planned?.root !== root || !Object.hasOwn(planned.values, name)) return undefined
  const values = known.get(planned) ?? new Map<string, Value>()
  known.set(planned, values)
  let value = values.get(name)
  if (value === undefined) {
    const site: Site = { file: `var.${name}`, path: [], sealed: `a plan says what var.${name} is` }
    value = meaning(expressionOf(planned.values[name] ?? null), site, (own) => variables.set(own, name))
    values.set(name, value)
  }
  return value
}

/** A value of JSON as an expression of native syntax. */
function expressionOf(value: Json): string {
  if (isList(value)) return `[${value.map(expressionOf).join(', ')}]`
  if (!isObject(value)) return typeof value === 'string' ? quoted(value) : JSON.stringify(value)
  const members = Object.entries(value).map(([name, item]) => `${quoted(name)} = ${expressionOf(item)}`)
  return `{${members.join(', ')}}`
}

/** JSON has two escapes that HCL lacks, and HCL two signs that begin a template. */
function quoted(text: string): string {
  return JSON.stringify(text)
    .replace(/\\[bf]|\\./g, (sign) => (sign === '\\b' ? '\\u0008' : sign === '\\f' ? '\\u000c' : sign))
    .replace(/([$%])\{/g, '$1$1{')
}

/** The variable whose value in a plan stands at a site. */
export function plannedVariable(site: Site): string | undefined {
  return variables.get(site)
}
