import { describe, expect, test } from 'vitest'
import { dispatchModule, dispatchVersion, loadPolicySet, type ParamValues } from '../src/index.ts'
import { moduleMetadata } from '../src/metadata/module.ts'
import { withParams } from '../src/params/params.ts'
import { paramsOf } from '../src/params/spec.ts'
import { wrongValue } from '../src/params/value.ts'
import { provide } from '../src/runtime/provide.ts'
import { compile, source } from './support/compile.ts'

const params = 'params: {days: {type: integer, default: 7, min: 1}, names: {type: list, enum: [a, b]}}'
const body = `p := data.regraft.params.a.b_c

deny contains {"message": json.marshal(p), "path": []}
deny contains {"message": $"knows {count(data.regraft.resources.thing)}", "path": []} if input.relate`
const rule = source({ id: 'a/b-c', body, custom: [params, 'uses: [thing]'] })
const bundle = compile([rule], { data: { own: 'kept' } })
const builtin = compile([source({ id: 'a/b-c', body: 'deny contains {"message": "built in", "path": []}' })])

async function messages(given: ParamValues): Promise<string[]> {
  const set = await loadPolicySet([await bundle], { params: given })
  const resources = [{ type: 'thing', address: 't', input: { relate: true } }]
  // Twice: related resources are laid out anew for each batch.
  set.evaluate({ resources })
  return set.evaluate({ resources }).findings.map(({ message }) => message)
}

describe('parameters of a compiled bundle', () => {
  test('are defaults where nothing is given, beside the resources that are related', async () => {
    expect(await messages({})).toEqual(['knows 1', '{"days":7}'])
  })

  test('are what was given, and the rule says so', async () => {
    const given = { 'a/b-c': { days: 3, names: ['b'] } }
    expect(await messages(given)).toEqual(['knows 1', '{"days":3,"names":["b"]}'])
    const { rules } = await loadPolicySet([await bundle], { params: given })
    expect(rules[0]?.params?.['days']).toEqual({ type: 'integer', default: 7, min: 1, value: 3 })
  })

  test.each<[ParamValues, string]>([
    [{ 'a/b-c': { days: 0 } }, 'days of a/b-c must be at least 1, not 0'],
    [{ 'a/b-c': { days: 1.5 } }, 'days of a/b-c must be a whole number, not 1.5'],
    [{ 'a/b-c': { names: ['a', 'c'] } }, 'names of a/b-c must be one of "a", "b", not "c"'],
    [{ 'a/b-c': { day: 1 } }, 'a/b-c has no parameter day'],
    [{ 'a/b': {} }, 'there is no rule a/b to give parameters to'],
  ])('%j is refused', async (given, message) => {
    await expect(loadPolicySet([await bundle], { params: given })).rejects.toMatchObject({
      code: 'PARAM_INVALID',
      message,
    })
  })

  test('what a bundle says in its own data stands before a default', () => {
    const { params: declared } = paramsOf({
      n: { type: 'number', default: 1 },
      m: { type: 'number', default: 2 },
    })
    const own = { regraft: { params: { a: { b: { n: 5 } }, z: 1 } }, x: 1 }
    const takes = { ...plainRule, id: 'a/b', ...(declared === undefined ? {} : { params: declared }) }
    expect(withParams(own, [takes])).toEqual({
      regraft: { params: { a: { b: { n: 5, m: 2 } }, z: 1 } },
      x: 1,
    })
  })

  test('rules whose parameters would share a place are refused', async () => {
    const one = source({ id: 'a/b_c', body, custom: [params] })
    const other = {
      ...one,
      file: 'other.rego',
      text: one.text.replace('package regraft.a_b_c', 'package regraft.other'),
    }
    const both = compile([rule, other])
    await expect(both.then((each) => loadPolicySet([each]))).rejects.toThrow('would stand in one place')
  })
})

const plainRule = {
  title: '',
  description: '',
  severity: 'low',
  resources: [],
  uses: [],
  aliases: [],
  controls: {},
  relatedResources: [],
  packages: [],
} as const

test.each([
  [[], 'custom.params is no map'],
  [{ 'a-b': { type: 'string' } }, 'custom.params.a-b is no name of a parameter'],
  [{ a: 1 }, 'custom.params.a is no map'],
  [{ a: {} }, 'custom.params.a.type (absent) is no type'],
  [{ a: { type: 'text' } }, 'custom.params.a.type "text" is no type'],
  [{ a: { type: 'string', minimum: 1 } }, 'custom.params.a.minimum means nothing'],
  [{ a: { type: 'string', enum: [] } }, 'custom.params.a.enum is no list of values'],
  [{ a: { type: 'string', pattern: '(' } }, 'custom.params.a.pattern is no regular expression'],
  [{ a: { type: 'string', max: '1' } }, 'custom.params.a.max is no number'],
  [{ a: { type: 'string', default: 1 } }, 'custom.params.a.default must be a text, not 1'],
  [{ a: { type: 'map', default: [] } }, 'custom.params.a.default must be a map, not a list'],
])('the declaration %j is refused', (declared, message) => {
  expect(paramsOf(declared).problems.map((problem) => problem.message)).toEqual([message])
})

test('bounds count characters of a text and items of a list', () => {
  expect(wrongValue('😀', { type: 'string', min: 1, max: 1 })).toBeUndefined()
  expect(wrongValue('ab', { type: 'string', max: 1 })?.message).toBe('must be at most 1 characters, not 2')
  expect(wrongValue(['a', '1'], { type: 'list', pattern: '^[a-z]$' })).toMatchObject({ path: [1] })
})

test('a rule gives way to another of its id only where it is replaceable', async () => {
  const bundles = [await builtin, await bundle]
  const resources = [{ type: 'thing', address: 't', input: {} }]
  const set = await loadPolicySet(bundles, { replaceable: [0] })
  expect(set.evaluate({ resources }).findings.map(({ message }) => message)).toEqual(['{"days":7}'])
  const both = await loadPolicySet(bundles)
  expect(both.evaluate({ resources }).findings).toHaveLength(2)
})

test('a built-in that reaches outside is refused unless the host hands it in', async () => {
  const refused = { code: 'BUILTIN_REFUSED' }
  for (const name of ['http.send', 'net.lookup_ip_addr', 'opa.runtime'])
    await expect(provide({ [name]: 0 }, {}, () => '1')).rejects.toMatchObject(refused)
  const [given] = await provide({ 'opa.runtime': 0 }, { 'opa.runtime': () => ({ env: {} }) }, undefined)
  expect(given?.([])).toBe('{"env":{}}')
})

test.each([
  ['package a.b["c-d"]', undefined],
  ['# METADATA\n# title: T\npackage a.b["c-d"]', { path: ['a', 'b', 'c-d'], row: 3, title: 'T' }],
  ['# METADATA\n# title: T\n\n# other: comment\n  package a', { path: ['a'], row: 5, title: 'T' }],
  ['# METADATA\r\n# title: T\r\npackage a\r\n', { path: ['a'], row: 3, title: 'T' }],
  ['# METADATA\n# title: [\npackage a', undefined],
  ['# METADATA\n# title: first\n\n# METADATA\n# title: T\npackage a', { path: ['a'], row: 6, title: 'T' }],
  ['# METADATA\n# title: T', undefined],
])('annotations of %j are read', (text, expected) => {
  const found = moduleMetadata(text)
  expect(found).toEqual(
    expected && {
      path: expected.path,
      row: expected.row,
      annotations: { scope: 'package', title: expected.title },
    },
  )
})

test('what the dispatch document looks like has a version that says so', async () => {
  const path = ['data', 'a', 'b'].map((value) => ({ type: 'string', value }))
  const custom = { id: 'a/b', severity: 'low', resources: ['t'] }
  const { modules } = dispatchModule({
    annotations: [{ path, annotations: { scope: 'package', title: 'T', custom } }],
  })
  // Whoever changes the text has to change the version too: compiled policies are kept by it.
  expect([dispatchVersion, modules[0]?.text]).toEqual([
    1,
    `# METADATA
# scope: package
# title: Policies by resource type
# description: Generated.
package regraft.dispatch

# METADATA
# scope: rule
# custom:
#   resource_type: "t"
#   packages: ["a.b"]
t0 := [
	data["a"]["b"].deny,
]
`,
  ])
})
