import { describe, expect, test } from 'vitest'
import type { Bridge } from '../src/index.ts'
import { readCases, runCases } from './support/conformance.ts'
import { corpus } from './support/corpora.ts'
import { exceptions } from './support/exceptions.ts'

const folder = corpus('opa-conformance')
/** Every how manieth case is run; `REGRAFT_CONFORMANCE=1` runs all of them. */
const every = Number(process.env['REGRAFT_CONFORMANCE'] ?? 6)

describe.skipIf(folder === undefined)(
  "OPA's own cases (skipped where the corpus opa-conformance is missing)",
  () => {
    test('pass in Wasm with the built-ins of the host, but for those listed', {
      timeout: 600_000,
    }, async () => {
      const { loadRego } = await import('@regraft/rego/node')
      // Some cases ask whether a certificate is valid today.
      const rego = await loadRego({ now: () => BigInt(Date.now()) * 1_000_000n })
      const time = `${Date.now()}000000`
      const bridge: Bridge = (name, terms) => {
        const called = rego.builtinSync({ name, terms, time })
        return called.ok && called.value.defined ? called.value.term : undefined
      }
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
  },
)
