import type { Json } from '@regraft/model'
import { isObject, RegraftError } from '@regraft/model'
import type { Rego } from '@regraft/rego'
import type { CaseOptions } from './case.ts'

export const noOptions: CaseOptions = { unsafe: false, inputs: {}, result: undefined, status: 'open' }

const results = ['applied', 'no-op', 'needs-input', 'skipped', 'refused', 'failed'] as const
const statuses = ['open', 'undetermined'] as const
const names = ['unsafe', 'inputs', 'result', 'status']

/** Reads a `case.yaml`. Throws RegraftError `CASE_INVALID` that names the file and what is wrong. */
export async function readCaseOptions(rego: Rego, file: string, text: string): Promise<CaseOptions> {
  const said = await read(rego, text)
  if (said === undefined) throw invalid(file, 'is no YAML')
  if (!isObject(said)) throw invalid(file, 'is no map')
  const other = Object.keys(said).find((name) => !names.includes(name))
  if (other !== undefined) throw invalid(file, `says ${other}; it may say ${names.join(', ')}`)
  const { unsafe = false, inputs = {}, result, status = 'open' } = said
  if (typeof unsafe !== 'boolean') throw invalid(file, 'unsafe is true or false')
  if (!isObject(inputs)) throw invalid(file, 'inputs maps names to answers')
  return {
    unsafe,
    inputs,
    result: result === undefined ? undefined : oneOf(results, result, file, 'result'),
    status: oneOf(statuses, status, file, 'status'),
  }
}

/** Most cases say one of a few things, and a watch reads all of them after each save. */
const byRego = new WeakMap<Rego, Map<string, Promise<Json | undefined>>>()

function read(rego: Rego, text: string): Promise<Json | undefined> {
  const texts = byRego.get(rego) ?? new Map<string, Promise<Json | undefined>>()
  byRego.set(rego, texts)
  const before = texts.get(text)
  if (before) return before
  const reading = unmarshal(rego, text)
  texts.set(text, reading)
  return reading
}

/** The value, an empty object for a text that says nothing; undefined when it is no YAML. */
async function unmarshal(rego: Rego, text: string): Promise<Json | undefined> {
  const called = await rego.builtin({ name: 'yaml.unmarshal', args: [text] })
  return called.ok && called.value.defined ? (called.value.value ?? {}) : undefined
}

function oneOf<T extends string>(known: readonly T[], value: Json, file: string, name: string): T {
  const found = known.find((one) => one === value)
  if (found === undefined) throw invalid(file, `${name} is one of ${known.join(', ')}`)
  return found
}

function invalid(file: string, problem: string): RegraftError {
  return new RegraftError('CASE_INVALID', `${file}: ${problem}`, {
    hint: 'A case.yaml holds `unsafe`, `inputs`, `result` and `status`, each optional.',
  })
}
