import type { Expression } from '@regraft/syntax'
import { hclSyntax } from '@regraft/syntax/hcl'
import { evaluate } from './language/evaluate.ts'
import { Failure, fail } from './language/failure.ts'
import { LimitReached, Meter } from './language/meter.ts'
import type { Scope } from './language/scope.ts'
import { anyType } from './language/type.ts'
import type { Site, Value } from './language/value.ts'
import { str, unknownOf } from './language/value.ts'
import type { VariableOptions } from './settings.ts'

/** Made once, so that it is the same object in every load. */
const known = new WeakMap<VariableOptions, Map<string, Value>>()

/**
 * The value that the user gives for a variable as text: the text itself for a variable without a type or of a primitive
 * one, else what the text means as an expression, as Terraform has it. Unknown when it means nothing.
 */
export function givenValue(options: VariableOptions, name: string, verbatim: boolean): Value | undefined {
  const text =
    options.values !== undefined && Object.hasOwn(options.values, name) ? options.values[name] : undefined
  if (text === undefined) return undefined
  const values = known.get(options) ?? new Map<string, Value>()
  known.set(options, values)
  const key = `${verbatim ? '=' : ':'}${name}`
  let value = values.get(key)
  if (value === undefined) {
    const site: Site = { file: `var.${name}`, path: [], sealed: `var.${name} is given on the command line` }
    value = verbatim ? { ...str(text), source: { site } } : meaning(text, site)
    values.set(key, value)
  }
  return value
}

/** The value of an expression that may refer to nothing and call nothing. `note` is told the site of its parts. */
export function meaning(text: string, site: Site, note: (site: Site) => void = () => undefined): Value {
  const unknown = unknownOf(anyType, { text })
  const parsed = parse(text)
  if (parsed === undefined) return unknown
  const own: Site = { ...site, root: parsed.node }
  note(own)
  try {
    return evaluate(parsed.node, parsed.text, closed(own))
  } catch (failure) {
    if (failure instanceof Failure || failure instanceof LimitReached) return unknown
    throw failure
  }
}

/** Line breaks mean nothing in it, as between parentheses. */
function parse(given: string): { readonly node: Expression; readonly text: string } | undefined {
  const { body, diagnostics, text } = hclSyntax.parse(`v = (\n${given}\n)\n`)
  const [item] = body.items
  const whole = item?.kind === 'attribute' && item.value.kind === 'parentheses' ? item.value : undefined
  return diagnostics.length > 0 || whole === undefined ? undefined : { node: whole.expression, text }
}

function closed(site: Site): Scope {
  return {
    lookup: () => undefined,
    get functions(): never {
      return fail('a value that is given calls no functions')
    },
    site,
    meter: new Meter(() => undefined),
  }
}
