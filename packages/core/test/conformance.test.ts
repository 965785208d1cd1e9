import type { LocalRego, Rego } from '@regraft/rego'
import { describe, expect, test } from 'vitest'
import type { Bridge } from '../src/index.ts'
import { type Case, readCases, readErrorCases, resultSet, runCases } from './support/conformance.ts'
import { corpus } from './support/corpora.ts'
import { errorExceptions, exceptions } from './support/exceptions.ts'

const folder = corpus('opa-conformance')
/** Every how manieth case is run; `REGRAFT_CONFORMANCE=1` runs all of them. */
const every = Number(process.env['REGRAFT_CONFORMANCE'] ?? 6)

async function tools(): Promise<{ readonly rego: LocalRego; readonly bridge: Bridge }> {
  const { loadRego } = await import('@regraft/rego/node')
  // Some cases ask whether a certificate is valid today.
  const rego = await loadRego({ now: () => BigInt(Date.now()) * 1_000_000n })
  const time = `${Date.now()}000000`
  const bridge: Bridge = (name, terms) => {
    const called = rego.builtinSync({ name, terms, time })
    return called.ok && called.value.defined ? called.value.term : undefined
  }
  return { rego, bridge }
}

/** What OPA's interpreter answers where errors of built-ins are no errors, as everywhere but in its own tests. */
async function interpreted(rego: Rego, each: Case): Promise<string> {
  const answer = await rego.evaluate({
    modules: (each.modules ?? []).map((text, i) => ({ file: `${i}.rego`, text })),
    query: each.query,
    ...(each.data === undefined ? {} : { data: each.data }),
    ...(each.input === undefined ? {} : { input: each.input }),
  })
  if (!answer.ok) return `${answer.error[0]?.code}: ${answer.error[0]?.message}`
  return resultSet(
    answer.value.results.map(({ bindings }) => bindings?.['x'] ?? null),
    each,
  )
}

describe.skipIf(folder === undefined)(
  "OPA's own cases (skipped where the corpus opa-conformance is missing)",
  () => {
    test('pass in Wasm with the built-ins of the host, but for those listed', {
      timeout: 600_000,
    }, async () => {
      const { rego, bridge } = await tools()
      const all = readCases(`${folder}/cases`)
      const cases = all.filter((_, i) => i % every === 0)
      const outcomes = await runCases(rego, cases, bridge)
      const failed = outcomes.flatMap((outcome) => (outcome.reason === undefined ? [] : [outcome]))
      const expected = cases.map(({ note }) => note).filter((note) => Object.hasOwn(exceptions, note))
      const unexpected = failed.filter((outcome) => !Object.hasOwn(exceptions, outcome.case.note))
      expect(unexpected.map((outcome) => `${outcome.case.note}: ${outcome.reason}`)).toEqual([])
      expect(failed.map((outcome) => outcome.case.note).sort()).toEqual(expected.sort())
      expect(outcomes).toHaveLength(cases.length)
    })

    test('end in the same error where Wasm has it, else are undefined as for the interpreter', {
      timeout: 600_000,
    }, async () => {
      const { rego, bridge } = await tools()
      const cases = readErrorCases(`${folder}/cases`).filter((_, i) => i % every === 0)
      const failed: string[] = []
      for (const { case: each, results, reason } of await runCases(rego, cases, bridge)) {
        const same = each.strict_error
          ? results !== undefined && resultSet(results, each) === (await interpreted(rego, each))
          : each.want_error_code === 'eval_conflict_error' &&
            /(var assignment|object insert) conflict$/.test(reason ?? '')
        if (!same) failed.push(each.note)
      }
      const expected = cases.map(({ note }) => note).filter((note) => Object.hasOwn(errorExceptions, note))
      expect(failed).toEqual(expected)
    })
  },
)
