import { isList, isObject, type Json, type JsonObject, RegraftError } from '@regraft/model'
import { anything, kindOf, oneOf, record, text } from '../findings/problem.ts'
import type { Problem } from '../metadata/policy.ts'
import type { ParamSpec, PolicyDefinition } from './definition.ts'

const types = ['string', 'number', 'boolean', 'list'] as const

/** What is wrong with the parameters that a definition declares. */
export function paramProblems(params: Json | undefined): Problem[] {
  if (params === undefined) return []
  const hint = "Write `params: { days: { type: 'number', description: '…', default: 30 } }`."
  if (!isObject(params)) return [{ message: `params is ${kindOf(params)}, not an object`, hint }]
  return Object.entries(params).flatMap(([name, spec]) => {
    const shape = { required: { type: oneOf(types), description: text }, optional: { default: anything } }
    const problem = record(spec, shape)
    if (problem !== undefined)
      return [{ message: `params.${name}${problem.startsWith('.') ? '' : ' '}${problem}`, hint }]
    const { type, default: value } = spec as unknown as ParamSpec // record has checked the shape
    return value === undefined || isOf(type, value)
      ? []
      : [{ message: `params.${name}.default is ${kindOf(value)}, not ${called(type)}`, hint }]
  })
}

/** The parameters of a rule: given, else their defaults. Throws RegraftError `POLICY_PARAMS`. */
export function paramsOf({ id, params = {} }: PolicyDefinition, given: JsonObject = {}): JsonObject {
  for (const [name, value] of Object.entries(given)) {
    const spec = Object.hasOwn(params, name) ? params[name] : undefined
    if (spec === undefined)
      throw new RegraftError('POLICY_PARAMS', `${id} has no parameter ${name}`, {
        hint: `It has ${Object.keys(params).join(', ') || 'none'}.`,
      })
    if (!isOf(spec.type, value))
      throw new RegraftError(
        'POLICY_PARAMS',
        `${name} of ${id} is ${kindOf(value)}, not ${called(spec.type)}`,
        {
          hint: spec.description,
        },
      )
  }
  const defaults = Object.entries(params).flatMap(([name, spec]) =>
    spec.default === undefined ? [] : [[name, spec.default] as const],
  )
  return { ...Object.fromEntries(defaults), ...given }
}

function isOf(type: ParamSpec['type'], value: Json): boolean {
  return type === 'list' ? isList(value) : typeof value === type
}

function called(type: ParamSpec['type']): string {
  return `a ${type}`
}
