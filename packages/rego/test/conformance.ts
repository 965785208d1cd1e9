import { readFileSync } from 'node:fs'
import type { Json, JsonObject } from '@regraft/model'
import { canonicalJson, compareText, isList, isObject } from '@regraft/model'
import type { EvaluateOptions, LocalRego } from '../src/index.ts'

/** One of OPA's conformance cases. */
export interface ConformanceCase {
  readonly note: string
  readonly query: string
  readonly modules?: readonly string[]
  readonly data?: JsonObject
  readonly input?: Json
  readonly input_term?: string
  readonly want_result?: readonly JsonObject[]
  readonly want_error_code?: string
  readonly want_error?: string
  readonly strict_error?: boolean
  readonly sort_bindings?: boolean
}

/** Cases that ask for what no policy gets here, or for what only OPA's own harness has. */
export function outOfReach(one: ConformanceCase): boolean {
  const text = JSON.stringify([one.query, one.modules, one.want_error])
  return /http\.send|opa\.runtime|net\.lookup_ip_addr|test\.sleep|rego\.v0/.test(text)
}

/** Certificates and tokens of the cases are valid then. */
export const caseTime: bigint = 1_720_000_000_000_000_000n

export function casesOf(rego: LocalRego, file: string): readonly ConformanceCase[] {
  const read = rego.builtinSync({ name: 'yaml.unmarshal', args: [readFileSync(file, 'utf8')] })
  if (!read.ok) throw new Error(`${file}: ${read.error[0]?.message}`)
  return (read.value.value as unknown as { cases?: readonly ConformanceCase[] }).cases ?? []
}

export function optionsOf(one: ConformanceCase): EvaluateOptions {
  const query = one.input_term === undefined ? one.query : `${one.query} with input as ${one.input_term}`
  return {
    modules: (one.modules ?? []).map((text, i) => ({ file: `test-${i}.rego`, text })),
    query,
    builtinErrors: one.strict_error ?? false,
    time: String(caseTime),
    ...(one.data === undefined ? {} : { data: one.data }),
    ...(one.input === undefined ? {} : { input: one.input }),
  }
}

/** A value without the order of its lists: what `sort_bindings` asks for. */
export function sorted(value: Json): Json {
  if (isList(value)) {
    return value.map(sorted).sort((a, b) => compareText(canonicalJson(a), canonicalJson(b)))
  }
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, sorted(item)]))
}
