import { readdirSync, readFileSync } from 'node:fs'
import type { Json, JsonObject } from '@regraft/model'
import { isObject } from '@regraft/model'
import type { Rego } from '@regraft/rego'
import { parse } from 'yaml'
import type { Bridge } from '../../src/runtime/provide.ts'
import { toJson } from '../../src/value/json.ts'
import { type RegoObject, RegoSet, type RegoValue } from '../../src/value/value.ts'
import { loadRaw } from './raw-policy.ts'

/** One of OPA's own evaluation cases. */
export interface Case {
  readonly note: string
  readonly query: string
  readonly modules?: readonly string[]
  readonly data?: JsonObject
  readonly input?: Json
  readonly input_term?: string
  readonly want_result?: readonly JsonObject[]
  readonly want_error?: string
  readonly want_error_code?: string
  readonly sort_bindings?: boolean
  readonly strict_error?: boolean
}

/** Cases that ask for one document and expect no error. */
export function readCases(folder: string): Case[] {
  return documentCases(folder).filter((each) => !expectsError(each))
}

/** Cases that ask for one document and expect an error. */
export function readErrorCases(folder: string): Case[] {
  return documentCases(folder).filter(expectsError)
}

function expectsError(each: Case): boolean {
  return each.want_error !== undefined || each.want_error_code !== undefined
}

function documentCases(folder: string): Case[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.yaml'))
  return files.sort().flatMap((file) => {
    const { cases } = parse(readFileSync(`${folder}/${file}`, 'utf8'), { maxAliasCount: -1 }) as {
      cases: Case[]
    }
    return cases.filter((each) => /^data\.\S+ = x$/.test(each.query))
  })
}

export interface Outcome {
  readonly case: Case
  /** Why it does not pass. */
  readonly reason?: string
  /** What it answered, where it did. */
  readonly results?: readonly Json[]
}

/**
 * Runs cases through compiled Wasm and the host's built-ins. Many are compiled into one bundle, each with its documents moved
 * below a name of its own; those that do not pass so are tried alone, as they stand.
 */
export async function runCases(
  rego: Rego,
  cases: readonly Case[],
  bridge: Bridge | undefined,
  size = 150,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  for (let from = 0; from < cases.length; from += size) {
    const batch = cases.slice(from, from + size)
    const together = await runBundle(rego, batch, bridge, (i) => `c${i}`)
    for (const [i, each] of batch.entries()) {
      const outcome = together[i]
      if (outcome !== undefined && outcome.reason === undefined) outcomes.push(outcome)
      else outcomes.push(...(await runAlone(rego, each, bridge)))
    }
  }
  return outcomes
}

async function runAlone(rego: Rego, each: Case, bridge: Bridge | undefined): Promise<Outcome[]> {
  return (await runBundle(rego, [each], bridge, () => '')) as Outcome[] // a bundle of one case has its outcome
}

/** Outcomes by index; undefined where a case does not compile in this company. */
async function runBundle(
  rego: Rego,
  cases: readonly Case[],
  bridge: Bridge | undefined,
  nameOf: (index: number) => string,
): Promise<(Outcome | undefined)[]> {
  let left = cases.map((each, index) => ({ each, index }))
  for (;;) {
    const compiled = await rego.compile({
      modules: left.flatMap(({ each, index }) => modulesOf(each, index, nameOf(index))),
      entrypoints: left.map(({ index }) => `q${index}/result`),
      data: Object.assign({}, ...left.map(({ each, index }) => dataOf(each, nameOf(index)))),
    })
    if (!compiled.ok) {
      const bad = new Set(compiled.error.map(({ file }) => Number(file?.split('/')[0])))
      const next = left.filter(({ index }) => !bad.has(index))
      if (next.length === left.length || next.length === 0) {
        const reason = `does not compile: ${compiled.error[0]?.message}`
        return cases.map((each) => (cases.length === 1 ? { case: each, reason } : undefined))
      }
      left = next
      continue
    }
    const outcomes: (Outcome | undefined)[] = cases.map(() => undefined)
    let policy: Awaited<ReturnType<typeof loadRaw>>
    try {
      policy = await loadRaw(compiled.value.bundle, bridge)
    } catch (error) {
      return cases.map((each) => (cases.length === 1 ? { case: each, reason: messageOf(error) } : undefined))
    }
    for (const { each, index } of left) outcomes[index] = outcomeOf(each, policy, `q${index}/result`)
    return outcomes
  }
}

function outcomeOf(each: Case, policy: Awaited<ReturnType<typeof loadRaw>>, entrypoint: string): Outcome {
  // OPA reads terms with a trailing comma, the Wasm parser does not.
  const input =
    each.input_term?.replace(/,(\s*[}\]])/g, '$1') ??
    (each.input === undefined ? undefined : JSON.stringify(each.input))
  try {
    const results = policy.ask(entrypoint, input)
    const got = resultsOf(results)
    const want = (each.want_result ?? []).map((bindings) => bindings['x'] as Json)
    const same = resultSet(got, each) === resultSet(want, each)
    if (same) return { case: each, results: got }
    return { case: each, results: got, reason: `got ${cut(got)}, want ${cut(want)}` }
  } catch (error) {
    return { case: each, reason: messageOf(error) }
  }
}

/** The query collects its results in a list. */
function resultsOf(results: RegoValue): Json[] {
  const [first] = results instanceof RegoSet ? results.sorted() : []
  const list = toJson((first as RegoObject).get('result') as RegoValue) // the query is always defined
  return list as Json[]
}

/** The order of results tells nothing. */
export function resultSet(results: readonly Json[], { sort_bindings }: Pick<Case, 'sort_bindings'>): string {
  return results
    .map((result) => canonical(result, sort_bindings))
    .sort()
    .join()
}

function canonical(value: Json, sort = false): string {
  return JSON.stringify(value, (_, inner: Json) => {
    if (isObject(inner)) return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
    if (sort && Array.isArray(inner))
      return [...(inner as Json[])].sort((a, b) => (canonical(a) < canonical(b) ? -1 : 1))
    return inner
  })
}

function modulesOf(each: Case, index: number, name: string): { file: string; text: string }[] {
  const moved = (text: string): string =>
    name === ''
      ? text
      : text.replace(/^(\s*package\s+)/gm, `$1${name}.`).replace(/\bdata(?=[.[])/g, `data.${name}`)
  return [
    ...(each.modules ?? []).map((text, i) => ({ file: `${index}/${i}.rego`, text: moved(text) })),
    {
      file: `${index}/query.rego`,
      text: `package q${index}\n\nresult := [x |\n\t${moved(each.query)}\n]\n`,
    },
  ]
}

function dataOf(each: Case, name: string): JsonObject {
  const data = each.data ?? {}
  return name === '' ? data : { [name]: data }
}

function cut(value: Json): string {
  return JSON.stringify(value).slice(0, 300)
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
