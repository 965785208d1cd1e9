import type { Json, JsonObject } from '@regraft/model'
import { expect, test } from 'vitest'
import { type EvaluationBatch, loadPolicySet } from '../src/index.ts'
import { compile, source } from './support/compile.ts'

const plain = source({ id: 'a/plain', body: 'deny contains {"message": "seen", "path": []}' })

const loop = source({
  id: 'a/loop',
  body: `deny contains {"message": "never", "path": []} if {
	input.bad
	some i in numbers.range(1, 30000)
	some j in numbers.range(1, 30000)
	i * j < 0
}`,
})

/** Doubles its work with each function, without a loop. */
const calls = source({
  id: 'a/calls',
  body: `deny contains {"message": "never", "path": []} if {
	input.bad
	f0(1) == 0
}
${Array.from({ length: 32 }, (_, i) => `f${i}(x) := f${i + 1}(x) + f${i + 1}(x + 1)`).join('\n')}
f32(x) := x`,
})

const hoarder = source({
  id: 'a/hoarder',
  body: `deny contains {"message": "never", "path": []} if {
	input.bad
	count([s | some i in numbers.range(1, 2000); s := concat("", [t | some j in numbers.range(1, 2000); t := "0123456789"])]) == 0
}`,
})

const host = source({
  id: 'a/host',
  body: `deny contains {"message": "never", "path": []} if {
	input.bad
	some i in numbers.range(1, 30000)
	sprintf("%d %s", [i, "${'x'.repeat(400)}"]) == ""
}`,
})

const conflict = source({
  id: 'a/conflict',
  body: `deny contains {"message": "never", "path": []} if value == 1
value := 1 if input.bad
value := 2 if input.bad`,
})

function things(inputs: readonly Json[]): EvaluationBatch {
  return {
    resources: inputs.map((bad, i) => ({
      type: 'thing',
      address: `thing.t${i}`,
      input: { bad } as JsonObject,
    })),
  }
}

test.each([
  ['a loop', loop, 'POLICY_STOPPED', 'it took more steps than its limit', 500_000],
  ['calls that double', calls, 'POLICY_STOPPED', 'it took more steps than its limit', 100_000],
  ['memory', hoarder, 'POLICY_STOPPED', 'it needs more memory than its limit', 2_000_000_000],
  ['work in host functions', host, 'POLICY_STOPPED', 'it took more steps than its limit', 500_000],
  ['a conflict', conflict, 'POLICY_FAILED', 'conflict', 500_000],
])(
  '%s ends one policy on one resource, named; others and the next evaluation go on',
  async (_, bad, code, reason, steps) => {
    const id = `a/${bad.file.split('/')[0]?.slice(2)}`
    const policies = await loadPolicySet([await compile([plain, bad])], {
      limits: { steps, memoryMb: 24 },
    })
    for (let round = 0; round < 2; round++) {
      const { findings, diagnostics } = policies.evaluate(things([false, true, false]))
      expect(findings.map(({ rule, resource }) => [rule, resource])).toEqual(
        [0, 1, 2].map((i) => ['a/plain', i]),
      )
      expect(diagnostics).toHaveLength(1)
      expect(diagnostics[0]?.code).toBe(code)
      expect(diagnostics[0]?.message).toContain(`${id} on thing.t1: `)
      expect(diagnostics[0]?.message).toContain(reason)
      expect(diagnostics[0]?.hint).toBeDefined()
    }
  },
)

test('a policy that keeps failing is asked no more within the batch, and again in the next', async () => {
  const policies = await loadPolicySet([await compile([plain, loop])], { limits: { steps: 100_000 } })
  for (let round = 0; round < 2; round++) {
    const { findings, diagnostics } = policies.evaluate(things(Array.from({ length: 50 }, () => true)))
    expect(findings).toHaveLength(50)
    expect(diagnostics).toHaveLength(3)
    expect(diagnostics[2]?.message).toContain('asked about no further resource here')
  }
})

test('limits count the same in every run', async () => {
  const bundle = await compile([
    source({
      id: 'a/counted',
      body: `deny contains {"message": "done", "path": []} if {
	sum([i | some i in numbers.range(1, 1000)]) == 500500
}`,
    }),
  ])
  const finishes = async (steps: number): Promise<boolean> => {
    const policies = await loadPolicySet([bundle], { limits: { steps } })
    return policies.evaluate(things([true])).findings.length === 1
  }
  let [low, high] = [1, 1_000_000]
  while (low < high) {
    const middle = (low + high) >> 1
    if (await finishes(middle)) high = middle
    else low = middle + 1
  }
  expect([await finishes(low - 1), await finishes(low), await finishes(low)]).toEqual([false, true, true])
})

test('a resource nested too deep for JSON or for Wasm is a diagnostic', async () => {
  const policies = await loadPolicySet([await compile([plain])])
  const nested = (depth: number): Json => {
    let value: Json = 1
    for (let i = 0; i < depth; i++) value = [value]
    return value
  }
  const { findings, diagnostics } = policies.evaluate(things([nested(10), nested(100_000), nested(3_000), 1]))
  const seen = findings.map(({ resource }) => resource)
  expect(seen).toContain(0)
  expect(seen).toContain(3)
  expect(seen).not.toContain(1)
  expect(diagnostics.map(({ message }) => message)).toContain('thing.t1 nests too deep to be evaluated')
})

test.each([
  ['steps', 0],
  ['steps', 2 ** 31],
  ['memoryMb', 1.5],
  ['memoryMb', 5000],
])('the limit %s = %d is refused', async (name, value) => {
  await expect(loadPolicySet([], { limits: { [name]: value } })).rejects.toMatchObject({
    code: 'LIMIT_INVALID',
    message: `limits.${name} is ${value}`,
  })
})
