import { RegraftError } from '@regraft/model'
import { expect, test } from 'vitest'
import { dispatchModule, loadPolicySet, type PolicyAnnotations } from '../src/index.ts'
import { compile, rego, source } from './support/compile.ts'

const deny = 'deny contains {"message": "m", "path": []} if false'

function annotated(custom: { [name: string]: unknown }, name = 'p', title = 'Title'): PolicyAnnotations {
  return {
    location: { file: `${name}.rego`, row: 3, col: 1 },
    path: ['data', 'regraft', name].map((value) => ({ type: 'string', value })),
    annotations: { scope: 'package', title, custom: custom as never },
  }
}

const good = { id: 'a/b', severity: 'low', resources: ['t'] }

function errorOf(annotations: readonly PolicyAnnotations[]): RegraftError {
  try {
    dispatchModule({ annotations })
  } catch (error) {
    if (error instanceof RegraftError) return error
    throw error
  }
  throw new Error('nothing was refused')
}

test('rules are read from metadata; packages of one id become one rule', async () => {
  const text = (framework: string, resources: string, alias: string): ReturnType<typeof source> =>
    source({
      id: 'aws/s3-versioning',
      framework,
      resources,
      body: deny,
      custom: [
        'severity: medium',
        'fix: safe',
        `aliases: [${alias}]`,
        'uses: [z, a]',
        `controls: {cis: ["${alias}"]}`,
      ],
    })
  const policies = await loadPolicySet([
    await compile([
      text('terraform', 'aws_s3_bucket', 'CKV_1'),
      text('cloudformation', 'AWS::S3::Bucket', 'CKV_2'),
    ]),
  ])
  expect(policies.rules).toEqual([
    {
      id: 'aws/s3-versioning',
      title: 'Title of aws/s3-versioning',
      description: '',
      severity: 'medium',
      fix: 'safe',
      resources: ['AWS::S3::Bucket', 'aws_s3_bucket'],
      uses: ['a', 'z'],
      aliases: ['CKV_2', 'CKV_1'],
      controls: { cis: ['CKV_2', 'CKV_1'] },
      relatedResources: [],
      packages: ['regraft.aws_s3_versioning.cloudformation', 'regraft.aws_s3_versioning.terraform'],
    },
  ])
})

test.each<[{ [name: string]: unknown }, string]>([
  [{ ...good, id: 'A B' }, 'custom.id "A B" is no rule id'],
  [{ ...good, id: 7 }, 'custom.id 7 is no rule id'],
  [{ ...good, severity: undefined }, 'custom.severity (absent) is no severity'],
  [{ ...good, severity: 'bad' }, 'custom.severity "bad" is no severity'],
  [{ ...good, fix: 'maybe' }, 'custom.fix "maybe" is no fix level'],
  [{ ...good, resources: undefined }, 'custom.resources names no resource type'],
  [{ ...good, resources: [] }, 'custom.resources names no resource type'],
  [{ ...good, resources: ['t', 1] }, 'custom.resources is no list of texts'],
  [{ ...good, uses: 't' }, 'custom.uses is no list of texts'],
  [{ ...good, aliases: [1] }, 'custom.aliases is no list of texts'],
  [{ ...good, controls: { cis: [2.1] } }, 'custom.controls does not map frameworks to lists of texts'],
  [{ ...good, controls: [] }, 'custom.controls does not map frameworks to lists of texts'],
])('metadata %j is refused with its place', (custom, message) => {
  const error = errorOf([annotated(custom)])
  expect(error.code).toBe('POLICY_METADATA')
  expect(error.message).toBe(`p.rego:3: ${message}`)
  expect(error.hint).toBeDefined()
  expect(error.diagnostics).toMatchObject([{ code: 'POLICY_METADATA', severity: 'error', file: 'p.rego' }])
})

test('every mistake is reported at once', () => {
  const error = errorOf([annotated({ ...good, severity: 1 }, 'p', ''), annotated({ ...good, id: 'Ä' }, 'q')])
  expect(error.message).toBe('p.rego:3: it has no title (and 2 more)')
  expect(error.diagnostics).toHaveLength(3)
})

test.each([
  ['severity', { severity: 'high' }, '(high) than at p.rego:3 (low)'],
  ['fix', { fix: 'safe' }, '(safe) than at p.rego:3 (none)'],
])('packages of one rule must agree in %s', (field, change, places) => {
  const error = errorOf([annotated(good), annotated({ ...good, ...change }, 'q')])
  expect(error.message).toBe(`q.rego:3: rule a/b has another ${field} here ${places}`)
})

test('bundles must agree as well', async () => {
  const bundles = await Promise.all(
    ['low', 'high'].map((severity) =>
      compile([source({ id: 'a/b', framework: severity, body: deny, custom: [`severity: ${severity}`] })]),
    ),
  )
  await expect(loadPolicySet(bundles)).rejects.toMatchObject({
    code: 'POLICY_METADATA',
    message: 'a_b/high.rego:7: rule a/b has another severity here (high) than at a_b/low.rego:7 (low)',
  })
})

test('one package is one rule', () => {
  expect(errorOf([annotated(good), annotated({ ...good, id: 'a/c' })]).message).toBe(
    'p.rego:3: package regraft.p says it is rule a/c, and at p.rego:3 rule a/b',
  )
})

test('packages without an id are no rules', () => {
  expect(dispatchModule({ annotations: [annotated({ severity: 'low' })] })).toEqual({
    modules: [],
    entrypoints: [],
  })
})

test('the dispatch module holds the policies of each type, in every order the same', async () => {
  const modules = [
    source({ id: 'b/two', resources: 'y, x', body: deny }),
    source({ id: 'a/one', resources: 'x, "odd \\"type\\""', body: deny, framework: 'if' }),
  ]
  const toolchain = await rego()
  const inspected = await toolchain.inspect({ modules })
  const dispatch = dispatchModule(inspected)
  expect(dispatch.entrypoints).toEqual([
    'regraft/dispatch/t0',
    'regraft/dispatch/t1',
    'regraft/dispatch/t2',
    'regraft/a_one/if/deny',
    'regraft/b_two/terraform/deny',
  ])
  expect(dispatch.modules[0]?.text).toContain(`# METADATA
# scope: rule
# custom:
#   resource_type: "x"
#   packages: ["regraft.a_one.if", "regraft.b_two.terraform"]
t1 := [
	data["regraft"]["a_one"]["if"].deny,
	data["regraft"]["b_two"]["terraform"].deny,
]
`)
  const backward = await toolchain.inspect({ modules: modules.toReversed() })
  expect(dispatchModule({ ...backward, annotations: backward.annotations.toReversed() })).toEqual(dispatch)
})

test('a rule without deny is refused by name', async () => {
  const modules = [source({ id: 'a/b', body: 'allow := true' })]
  const inspected = await (await rego()).inspect({ modules })
  expect(() => dispatchModule(inspected)).toThrowError(
    expect.objectContaining({
      code: 'POLICY_NO_DENY',
      message: 'a_b/terraform.rego:7: rule a/b has no `deny` in package regraft.a_b.terraform',
    }),
  )
})
