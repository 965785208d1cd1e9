import { canonicalJson, type Json } from '@regraft/model'
import { describe, expect, it } from 'vitest'
import type { EvaluateOptions, LocalRego } from '../src/index.ts'
import { casesOf, optionsOf, outOfReach, sorted } from './conformance.ts'
import { corpus, filesOf, sample } from './corpora.ts'
import { runPolicy } from './policy.ts'
import { source, toolchain } from './toolchain.ts'

/** The value of `entrypoint` by the interpreter and by Wasm; undefined is null in a list of its own. */
async function both(
  rego: LocalRego,
  options: EvaluateOptions & { entrypoint: string },
): Promise<[Json, Json]> {
  const { entrypoint, modules, data = {}, input, time = '0' } = options
  const compiled = await rego.compile({ modules, entrypoints: [entrypoint] })
  const evaluated = await rego.evaluate(options)
  if (!compiled.ok || !evaluated.ok) throw new Error('does not compile or evaluate')
  const reference = evaluated.value.results.map(({ expressions }) => expressions[0]?.value ?? null)
  const ran = runPolicy(rego, compiled.value, entrypoint, data, input, time).map(({ result }) => result)
  return [canonicalJson(sorted(reference)), canonicalJson(sorted(ran))]
}

describe('a compiled policy', () => {
  it('finds what the interpreter finds, host built-ins included', async () => {
    const rego = await toolchain()
    const policy = source(`package regraft.s3

deny contains finding if {
	some i, rule in input.rules
	not rule.status in {"Enabled", "Paused"}
	finding := {"message": sprintf("%v: %q", [i, rule.status]), "path": ["rules", i, "status"]}
}

deny contains {"message": $"{semver.compare(input.version, "1.0.0")} old"} if semver.compare(input.version, "1.0.0") < 0
`)
    const inputs = [
      {},
      { rules: [{ status: 'Off' }, { status: 'Enabled' }, {}], version: '0.9.0' },
      { rules: 3 },
    ]
    for (const input of inputs) {
      const [reference, ran] = await both(rego, { modules: [policy], entrypoint: 'regraft/s3/deny', input })
      expect(ran).toEqual(reference)
    }
  })
})

/** Where OPA's Wasm target itself differs from its interpreter: numbers as keys of data, huge exponents, big integers. */
const targetDiffers = new Set([
  'data/toplevel integer',
  'data/nested integer',
  'jsonbuiltins/unmarshal number beyond the supported exponent is undefined',
  'jsonbuiltins/unmarshal number with too big an exponent is undefined',
  'strings/format_int: bignum exact (>64-bit integer, all bases + negative)',
])

const folder = corpus('opa-conformance/cases')

describe.skipIf(folder === undefined)(`compiled OPA conformance cases`, () => {
  it('agree with the interpreter', { timeout: 600_000 }, async () => {
    const rego = await toolchain()
    const wrong: string[] = []
    let ran = 0
    for (const file of sample(filesOf(folder ?? '', '.yaml'), 60)) {
      for (const one of casesOf(rego, file)) {
        const path = /^data\.([\w.]+) = x$/.exec(one.query)?.[1]
        if (path === undefined || one.want_result === undefined || one.input_term !== undefined) continue
        if (outOfReach(one) || targetDiffers.has(one.note)) continue
        const { query: _, ...options } = { ...optionsOf(one), entrypoint: path.replaceAll('.', '/') }
        try {
          const [reference, value] = await both(rego, options)
          ran++
          if (value !== reference) wrong.push(`${one.note}: ${value} not ${reference}`)
        } catch (error) {
          wrong.push(`${one.note}: ${String(error)}`)
        }
      }
    }
    expect(wrong).toEqual([])
    expect(ran).toBeGreaterThan(15)
  })
})
