import {
  isObject,
  type Json,
  type JsonObject,
  type Path,
  RegraftError,
  type Rule,
  setMember,
} from '@regraft/model'
import { wrongValue } from './value.ts'

/** Values of parameters by rule and name. */
export interface ParamValues {
  readonly [rule: string]: { readonly [name: string]: Json }
}

/** One thing that is wrong with the parameters that were given. */
export interface ParamProblem {
  /** Rule, name, and steps in the value. */
  readonly path: Path
  /** The name of the last step is wrong, not what stands there. */
  readonly atKey?: true
  readonly message: string
  readonly hint: string
}

/** Parameters that no rule takes, or not these values. `problems` say where, for whoever knows their text. */
export class ParamsError extends RegraftError {
  readonly problems: readonly ParamProblem[]

  constructor(problems: readonly ParamProblem[]) {
    const [first] = problems
    const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : ''
    super('PARAM_INVALID', `${first?.message}${more}`, first === undefined ? {} : { hint: first.hint })
    this.problems = problems
  }
}

/** Rules with the values they were given. Throws ParamsError `PARAM_INVALID`. */
export function rulesWithParams(rules: readonly Rule[], given: ParamValues): readonly Rule[] {
  const problems = Object.entries(given).flatMap(([id, values]) => {
    const rule = rules.find((each) => each.id === id)
    return rule === undefined ? [unknownRule(id, rules)] : wrongValues(rule, values)
  })
  if (problems.length > 0) throw new ParamsError(problems)
  return rules.map((rule) => (Object.hasOwn(given, rule.id) ? withValues(rule, given[rule.id] ?? {}) : rule))
}

/** Values of a rule's parameters: what was given, else the default. */
export function paramValues({ params = {} }: Pick<Rule, 'params'>): JsonObject {
  const values: { [name: string]: Json } = {}
  for (const [name, { value, default: usual }] of Object.entries(params)) {
    const held = value ?? usual
    if (held !== undefined) setMember(values, name, held)
  }
  return values
}

function withValues(rule: Rule, values: { readonly [name: string]: Json }): Rule {
  const params = Object.entries(rule.params ?? {}).map(([name, param]) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined
    return [name, value === undefined ? param : { ...param, value }] as const
  })
  return { ...rule, params: Object.fromEntries(params) }
}

function wrongValues(rule: Rule, values: { readonly [name: string]: Json }): ParamProblem[] {
  const params = rule.params ?? {}
  return Object.entries(values).flatMap(([name, value]): ParamProblem[] => {
    const param = Object.hasOwn(params, name) ? params[name] : undefined
    if (param === undefined) return [unknownParam(rule, name)]
    const wrong = wrongValue(value, param)
    if (wrong === undefined) return []
    const { message, hint, path } = wrong
    return [{ path: [rule.id, name, ...path], message: `${name} of ${rule.id} ${message}`, hint }]
  })
}

function unknownRule(id: string, rules: readonly Rule[]): ParamProblem {
  const takers = rules.filter(({ params }) => params !== undefined).map((rule) => rule.id)
  const hint =
    takers.length > 0 ? `Rules with parameters: ${takers.join(', ')}.` : 'None of the rules has parameters.'
  return { path: [id], atKey: true, message: `there is no rule ${id} to give parameters to`, hint }
}

function unknownParam(rule: Rule, name: string): ParamProblem {
  const names = Object.keys(rule.params ?? {})
  const hint = names.length > 0 ? `It has ${names.join(', ')}.` : 'It has none.'
  return { path: [rule.id, name], atKey: true, message: `${rule.id} has no parameter ${name}`, hint }
}

/** Where a rule finds its parameters below `data.regraft.params`: `aws/s3-versioning` at `aws`, `s3_versioning`. */
export function paramPath(id: string): string[] {
  return id.split('/').map((step) => step.replace(/[-.]/g, '_'))
}

/**
 * A bundle's data with `data.regraft.params` of these rules: what was given, else what the bundle's own data says, else
 * the default.
 */
export function withParams(data: JsonObject, rules: readonly Rule[]): JsonObject {
  const taking = rules.filter(({ params }) => Object.keys(params ?? {}).length > 0)
  if (taking.length === 0) return data
  const regraft = isObject(data['regraft']) ? data['regraft'] : {}
  let params = isObject(regraft['params']) ? regraft['params'] : {}
  for (const rule of taking) params = placed(params, paramPath(rule.id), rule)
  return { ...data, regraft: { ...regraft, params } }
}

function placed(tree: JsonObject, [step = '', ...steps]: readonly string[], rule: Rule): JsonObject {
  const known = Object.hasOwn(tree, step) ? tree[step] : undefined
  const inner = isObject(known) ? known : {}
  const next = steps.length > 0 ? placed(inner, steps, rule) : valuesOf(inner, rule)
  return { ...tree, [step]: next }
}

function valuesOf(own: JsonObject, rule: Rule): JsonObject {
  const values: { [name: string]: Json } = { ...own }
  for (const [name, param] of Object.entries(rule.params ?? {})) {
    const value = param.value ?? (Object.hasOwn(own, name) ? own[name] : param.default)
    if (value !== undefined) setMember(values, name, value)
  }
  return values
}
