import { canonicalJson } from '@regraft/model'
import { describe, expect, it } from 'vitest'
import type { LocalRego } from '../src/index.ts'
import { loadRego } from '../src/node.ts'
import { type ConformanceCase, casesOf, caseTime, optionsOf, outOfReach, sorted } from './conformance.ts'
import { corpus, filesOf, sample } from './corpora.ts'

const folder = corpus('opa-conformance/cases')

describe.skipIf(folder === undefined)(`evaluate on OPA's conformance cases`, () => {
  it('gives the results and errors they want', { timeout: 600_000 }, async () => {
    const rego = await loadRego({ now: () => caseTime })
    const wrong: string[] = []
    let ran = 0
    for (const file of sample(filesOf(folder ?? '', '.yaml'), 10)) {
      for (const one of casesOf(rego, file)) {
        if (outOfReach(one)) continue
        ran++
        const found = await rego.evaluate(optionsOf(one))
        const told = verdict(one, found)
        if (told !== undefined) wrong.push(`${one.note}: ${told}`)
      }
    }
    expect(wrong).toEqual([])
    expect(ran).toBeGreaterThan(150)
  })
})

type Found = Awaited<ReturnType<LocalRego['evaluate']>>

/** What is not as the case wants it, or undefined. */
function verdict(one: ConformanceCase, found: Found): string | undefined {
  if (one.want_error_code !== undefined || one.want_error !== undefined) {
    if (found.ok) return 'no error'
    const { code, message, file, start } = found.error[0] ?? {}
    const codes = one.want_error_code === undefined || one.want_error_code === code
    const told = `${file}:${start?.line}: ${code}: ${message}`
    return codes && told.includes(one.want_error ?? '') ? undefined : told
  }
  if (!found.ok) return `${found.error[0]?.code} ${found.error[0]?.message}`
  const results = found.value.results.map(({ bindings }) => bindings ?? {})
  const [a, b] = [results, one.want_result ?? []].map((list) => canonicalJson(sorted(list)))
  return a === b ? undefined : `${a} not ${b}`
}
