import type { Fix, InputSpec, Json, Refusal, Result } from '@regraft/model'
import { err, isList, isObject, ok } from '@regraft/model'

/** Answers by input name; an answer for one rule only stands under `rule:name` and wins. */
export type Answers = { readonly [name: string]: Json }

const cidr =
  /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)\/(?:3[0-2]|[12]?\d)$|^[0-9a-fA-F:]{2,39}\/(?:12[0-8]|1[01]\d|\d?\d)$/

/** The answer to each input of a fix; names of those that have none. Defaults are not answers: they only show what is usual. */
export function answersOf(
  rule: string,
  fix: Fix,
  answers: Answers,
): Result<{ readonly values: Answers; readonly missing: readonly string[] }, Refusal> {
  const values: Record<string, Json> = {}
  const missing: string[] = []
  for (const [name, spec] of Object.entries(fix.inputs ?? {})) {
    const given = answers[`${rule}:${name}`] ?? answers[name]
    if (given === undefined) {
      missing.push(name)
      continue
    }
    const value = typed(given, spec)
    if (value === undefined)
      return err({
        code: 'INPUT_INVALID',
        reason: `${name}: ${JSON.stringify(given)} is not ${describe(spec)}`,
      })
    values[name] = value
  }
  return ok({ values, missing })
}

/** Whether a fix needs to be told something. */
export function asksForInputs({ inputs }: Fix): boolean {
  return Object.keys(inputs ?? {}).length > 0
}

/** Replaces `{"$input": name}` by its answer. */
export function fillInputs(value: Json, answers: Answers): Json {
  if (isList(value)) return value.map((item) => fillInputs(item, answers))
  if (!isObject(value)) return value
  const name = value['$input']
  if (typeof name === 'string' && Object.keys(value).length === 1) return answers[name] ?? null
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fillInputs(item, answers)]))
}

/** An answer as its type asks; answers from a command line are texts. */
function typed(given: Json, spec: InputSpec): Json | undefined {
  switch (spec.type) {
    case 'number': {
      const value = typeof given === 'string' && given.trim() !== '' ? Number(given) : given
      return typeof value === 'number' && Number.isFinite(value) ? value : undefined
    }
    case 'boolean':
      return given === true || given === 'true'
        ? true
        : given === false || given === 'false'
          ? false
          : undefined
    case 'enum':
      return spec.values?.find((value) => value === given || String(value) === given)
    case 'list': {
      const items = typeof given === 'string' ? given.split(',').map((item) => item.trim()) : given
      return isList(items) ? items : undefined
    }
    case 'cidr':
      return typeof given === 'string' && cidr.test(given) ? given : undefined
    case 'string':
      return typeof given === 'string' && matches(given, spec.pattern) ? given : undefined
  }
}

/** Patterns come from policies that the user chose; the answer is bounded so that none can run away. */
function matches(text: string, pattern: string | undefined): boolean {
  if (text.length > 4096) return false
  return pattern === undefined || new RegExp(pattern, 'u').test(text)
}

function describe(spec: InputSpec): string {
  if (spec.type === 'enum')
    return `one of ${(spec.values ?? []).map((value) => JSON.stringify(value)).join(', ')}`
  if (spec.type === 'cidr') return 'a CIDR block such as 10.0.0.0/16'
  return spec.pattern === undefined ? `a ${spec.type}` : `a ${spec.type} that matches ${spec.pattern}`
}
