import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type EvaluationResource, loadPolicySet } from '../src/index.ts'
import { compile, source } from './support/compile.ts'

const runs = Number(process.env['REGRAFT_RUNS'] ?? 100)

const bucket = (name: string, input: EvaluationResource['input'] = {}): EvaluationResource => ({
  type: 'bucket',
  address: `bucket.${name}`,
  input,
})

const flag = (id: string, field: string): ReturnType<typeof source> =>
  source({
    id,
    resources: 'bucket',
    custom: ['fix: safe'],
    body: `deny contains finding if {
	not input.${field}
	finding := {
		"message": concat(" ", ["${field} is off in", input["$address"]]),
		"path": ["${field}"],
		"fix": {"title": "Turn it on", "ops": [{"op": "set", "value": true}]},
	}
}`,
  })

describe.each([true, false])('with dispatch: %s', (dispatch) => {
  test('findings carry rule, resource, message, path and fix, sorted', async () => {
    const modules = [flag('b/second', 'y'), flag('a/first', 'x')]
    const policies = await loadPolicySet([await compile(modules, { dispatch })])
    const { findings, diagnostics } = policies.evaluate({
      resources: [
        bucket('one', { x: true }),
        { type: 'other', address: 'other.o', input: {} },
        bucket('two'),
      ],
    })
    expect(diagnostics).toEqual([])
    const fix = { title: 'Turn it on', ops: [{ op: 'set', value: true }] }
    expect(findings).toEqual([
      { rule: 'b/second', resource: 0, message: 'y is off in bucket.one', path: ['y'], fix },
      { rule: 'a/first', resource: 2, message: 'x is off in bucket.two', path: ['x'], fix },
      { rule: 'b/second', resource: 2, message: 'y is off in bucket.two', path: ['y'], fix },
    ])
  })
})

test('only the resources asked for are evaluated', async () => {
  const policies = await loadPolicySet([await compile([flag('a/first', 'x')])])
  const { findings } = policies.evaluate({ resources: [bucket('a'), bucket('b'), bucket('c')], only: [2, 0] })
  expect(findings.map(({ resource }) => resource)).toEqual([0, 2])
})

test('a rule sees the resources of the types it uses, and no others', async () => {
  const related = source({
    id: 'a/related',
    resources: 'bucket',
    custom: ['uses: [policy, bucket]'],
    body: `deny contains {"message": message, "path": []} if {
	types := sort([type | some type, _ in data.regraft.resources])
	policies := [address | some address, p in data.regraft.resources.policy; p.bucket == input["$address"]]
	message := json.marshal([types, policies, data.names[input.name]])
}`,
  })
  const names = { one: 'First' }
  const policies = await loadPolicySet([await compile([related], { data: { names: names as never } })])
  const resources: EvaluationResource[] = [
    bucket('one', { name: 'one' }),
    { type: 'policy', address: 'policy.p', input: { bucket: 'bucket.one' } },
    { type: 'secret', address: 'secret.s', input: {} },
  ]
  const seen = (batch: readonly EvaluationResource[]): (string | undefined)[] =>
    policies.evaluate({ resources: batch }).findings.map(({ message }) => message)
  const message = '[["bucket","policy"],["policy.p"],"First"]'
  expect(seen(resources)).toEqual([message])
  // Nothing of the batch before is left.
  expect(seen(resources.slice(0, 1))).toEqual(['[["bucket","policy"],[],"First"]'])
  expect(seen(resources)).toEqual([message])
})

test('rules without `uses` are not told of other resources', async () => {
  const curious = source({
    id: 'a/curious',
    resources: 'bucket',
    body: 'deny contains {"message": "there are others", "path": []} if data.regraft.resources',
  })
  const policies = await loadPolicySet([await compile([curious])])
  expect(policies.evaluate({ resources: [bucket('a')] }).findings).toEqual([])
})

test('several bundles are one set', async () => {
  const bundles = await Promise.all([compile([flag('a/first', 'x')]), compile([flag('b/second', 'y')])])
  const policies = await loadPolicySet(bundles)
  expect(policies.rules.map(({ id }) => id)).toEqual(['a/first', 'b/second'])
  expect(policies.evaluate({ resources: [bucket('a')] }).findings.map(({ rule }) => rule)).toEqual([
    'a/first',
    'b/second',
  ])
})

test('any order of resources gives the same findings', async () => {
  const policies = await loadPolicySet([await compile([flag('a/first', 'x'), flag('b/second', 'y')])])
  const resources = fc.array(
    fc.record({
      x: fc.boolean(),
      y: fc.boolean(),
      note: fc.string({ unit: 'binary' }),
      n: fc.double({ noNaN: true, noDefaultInfinity: true }),
    }),
    { maxLength: 8 },
  )
  fc.assert(
    fc.property(resources, (inputs) => {
      const batch = inputs.map((input, i) => bucket(String(i), input))
      const forward = policies.evaluate({ resources: batch })
      const backward = policies.evaluate({ resources: batch.toReversed() })
      const byAddress = (found: typeof forward, from: readonly EvaluationResource[]): string[] =>
        found.findings
          .map(({ rule, resource, message }) => `${from[resource]?.address} ${rule} ${message}`)
          .sort()
      expect(byAddress(forward, batch)).toEqual(byAddress(backward, batch.toReversed()))
      const wanted = inputs.reduce((count, { x, y }) => count + Number(!x) + Number(!y), 0)
      expect(forward.findings).toHaveLength(wanted)
      expect([...forward.diagnostics, ...backward.diagnostics]).toEqual([])
    }),
    { numRuns: runs },
  )
})

test('texts reach policies and come back unchanged', async () => {
  const echo = source({
    id: 'a/echo',
    resources: 'bucket',
    body: 'deny contains {"message": concat("", ["=", input.text]), "path": ["text"]}',
  })
  const policies = await loadPolicySet([await compile([echo])])
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const [finding] = policies.evaluate({ resources: [bucket('a', { text })] }).findings
      expect(finding?.message).toBe(`=${text}`)
    }),
    { numRuns: runs },
  )
  const long = 'é'.repeat(100_000)
  expect(policies.evaluate({ resources: [bucket('a', { text: long })] }).findings[0]?.message).toBe(
    `=${long}`,
  )
})
