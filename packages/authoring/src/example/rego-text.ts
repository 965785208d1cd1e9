import type { Json } from '@regraft/model'
import { isObject } from '@regraft/model'

/** JSON as a Rego term. */
export function term(value: Json): string {
  return JSON.stringify(value)
}

/** A value as the constructors of fixes take it: a key that begins with `$` would mean something. */
export function fixValue(value: Json): string {
  return dollars(value) ? `fix.literal(${term(value)})` : term(value)
}

function dollars(value: Json): boolean {
  if (typeof value !== 'object' || value === null) return false
  const entries: readonly (readonly [string, Json])[] = Object.entries(value)
  return entries.some(([key, member]) => (isObject(value) && key.startsWith('$')) || dollars(member))
}

/** Text inside of a template string. */
export function inTemplate(text: string): string {
  return JSON.stringify(text).slice(1, -1).replaceAll('{', '\\{').replaceAll('}', '\\}')
}

/** `a.b[0].c` for people. */
export function dotted(steps: readonly (string | number)[]): string {
  return steps
    .map((step, i) => (typeof step === 'number' ? `[${step}]` : i === 0 ? step : `.${step}`))
    .join('')
}

/** A value as it is told in a message: long ones are cut. */
export function told(value: Json): string {
  const text = JSON.stringify(value)
  return text.length <= 60 ? text : `${text.slice(0, 57)}…`
}
