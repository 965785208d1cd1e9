import { createEngine, type Engine, memoryWorkspace } from '@regraft/engine'
import { workerCompiler } from '@regraft/engine/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { foreignPolicies, isForeign } from '../src/index.ts'

const template = `apiVersion: templates.gatekeeper.sh/v1
kind: ConstraintTemplate
metadata:
  name: k8sowner
  annotations:
    metadata.gatekeeper.sh/title: Owner
    description: Everything has an owner.
spec:
  crd:
    spec:
      names: {kind: K8sOwner}
      validation:
        openAPIV3Schema:
          type: object
          properties:
            label: {type: string, default: owner}
            rules:
              type: array
              items:
                type: object
                properties:
                  allowed: {type: string, default: team}
  targets:
    - target: admission.k8s.gatekeeper.sh
      rego: |
        package k8sowner

        import data.lib.labels

        violation[{"msg": msg, "details": {"missing": label}}] {
          label := input.parameters.label
          not labels.has(input.review.object, label)
          msg := sprintf("%v %v of %v has no label %v", [input.review.operation, input.review.name, input.review.kind, label])
        }
      libs:
        - |
          package lib.labels

          has(object, name) {
            object.metadata.labels[name]
          }
`

/** The same package name in its library as the other template, with other rules; and the newer form of a source. */
const second = `apiVersion: templates.gatekeeper.sh/v1
kind: ConstraintTemplate
metadata: {name: k8ssame}
spec:
  crd: {spec: {names: {kind: K8sSame}}}
  targets:
    - target: admission.k8s.gatekeeper.sh
      code:
        - engine: K8sNativeValidation
          source: {validations: []}
        - engine: Rego
          source:
            version: v1
            rego: |
              package k8ssame

              import data.lib.labels

              violation contains {"msg": msg} if {
                some other in data.inventory.namespace[input.review.namespace]["v1"]["Service"]
                other.metadata.name != input.review.name
                labels.selector(other) == labels.selector(input.review.object)
                msg := $"same selector as {other.metadata.name}"
              }
            libs:
              - |
                package lib.labels

                selector(service) := service.spec.selector
`

const cel = `apiVersion: templates.gatekeeper.sh/v1
kind: ConstraintTemplate
metadata: {name: k8scel}
spec:
  crd: {spec: {names: {kind: K8sCel}}}
  targets:
    - target: admission.k8s.gatekeeper.sh
      code:
        - engine: K8sNativeValidation
          source: {validations: []}
`

function constraint(kind: string, name: string, match: string, rest = ''): string {
  return `apiVersion: constraints.gatekeeper.sh/v1beta1\nkind: ${kind}\nmetadata: {name: ${name}}\nspec:\n  match: ${match}\n${rest}`
}

const files = {
  'templates.yaml': `${template}---\n${second}`,
  'constraints.yaml': [
    constraint(
      'K8sOwner',
      'named',
      '{kinds: [{apiGroups: [""], kinds: [Pod]}], namespaces: [shop-*], excludedNamespaces: ["*-test"]}',
    ),
    constraint(
      'K8sOwner',
      'selected',
      '{labelSelector: {matchExpressions: [{key: tier, operator: In, values: [web]}]}, namespaceSelector: {matchLabels: {env: prod}}}',
      '  enforcementAction: warn\n  parameters: {label: team}\n',
    ),
    constraint('K8sOwner', 'cluster', '{scope: Cluster, name: "role-*"}', '  enforcementAction: dryrun\n'),
    constraint('K8sSame', 'same', '{kinds: [{apiGroups: [""], kinds: [Service]}]}'),
  ].join('---\n'),
  'fixes.yaml': `fixes:
  gatekeeper/k8sowner/named:
    level: safe
    title: Name the owner
    ops:
      - {op: set, path: [metadata, labels, owner], value: platform}
`,
}

describe('templates and constraints', () => {
  let engine: Engine
  beforeAll(async () => {
    const { source } = foreignPolicies(files, { id: 'gatekeeper' })
    engine = await createEngine({ policies: [source], compiler: workerCompiler({ timeoutMs: 120_000 }) })
  })
  afterAll(() => engine.close())

  const pod = (namespace: string, labels = '{tier: web}'): string =>
    `apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\n  namespace: ${namespace}\n  labels: ${labels}\n`

  async function found(text: string): Promise<readonly string[]> {
    const { findings, diagnostics } = await engine.check(memoryWorkspace({ 'a.yaml': text }))
    expect(diagnostics).toEqual([])
    return findings.map(({ rule, severity, message }) => `${severity} ${rule}: ${message}`)
  }

  test('a violation is a finding with the review, the default parameters and the severity of the action', async () => {
    expect(await found(pod('shop-a'))).toEqual([
      'high gatekeeper/k8sowner/named: CREATE p of {"group": "", "kind": "Pod", "version": "v1"} has no label owner',
    ])
  })

  test('namespaces match by their globs, but for those that are excluded', async () => {
    expect(await found(pod('other'))).toEqual([])
    expect(await found(pod('shop-test'))).toEqual([])
  })

  test('labels of a namespace count where its manifest is beside the object', async () => {
    const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: other, labels: {env: prod}}\n---\n'
    expect((await found(namespace + pod('other'))).map((line) => line.split(':')[0])).toEqual([
      'medium gatekeeper/k8sowner/selected',
    ])
    expect(await found(namespace.replace('prod', 'dev') + pod('other'))).toEqual([])
  })

  test('scope and name select cluster-wide objects', async () => {
    const role = 'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: role-a}\n'
    expect((await found(role)).map((line) => line.split(':')[0])).toEqual([
      'info gatekeeper/k8sowner/cluster',
    ])
    expect(await found(role.replace('ClusterRole', 'Role'))).toEqual([])
    expect(await found(role.replace('role-a', 'a'))).toEqual([])
  })

  test('manifests of all files are the inventory; libraries of templates do not meet', async () => {
    const service = (name: string): string =>
      `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}, namespace: x}\nspec: {selector: {app: a}}\n`
    expect(await found(`${service('a')}---\n${service('b')}`)).toEqual([
      'high gatekeeper/k8ssame/same: same selector as b',
      'high gatekeeper/k8ssame/same: same selector as a',
    ])
    expect(await found(service('a'))).toEqual([])
    const files = {
      'a.yaml': service('a'),
      'b/b.yaml': service('b'),
      'c.yaml': service('c').replace('app: a', 'app: c'),
    }
    for (const order of [Object.entries(files), Object.entries(files).reverse()]) {
      const { findings } = await engine.check(memoryWorkspace(Object.fromEntries(order)))
      expect(findings.map(({ location, message }) => `${location.file} ${message}`)).toEqual([
        'a.yaml same selector as b',
        'b/b.yaml same selector as a',
      ])
    }
    // Also what is not reported is there.
    const { findings } = await engine.check(memoryWorkspace(files), { files: (path) => path === 'b/b.yaml' })
    expect(findings.map(({ message }) => message)).toEqual(['same selector as a'])
  })

  test('a fix that is attached heals the finding', async () => {
    const workspace = memoryWorkspace({ 'a.yaml': `# first\n${pod('shop-a', '\n    tier: db # slow')}` })
    const { findings } = await engine.heal(workspace)
    expect(findings.map(({ status }) => status)).toEqual(['healed'])
    expect(workspace.texts.get('a.yaml')).toBe(
      `# first\n${pod('shop-a', '\n    tier: db # slow\n    owner: platform')}`,
    )
  })
})

test('what does not run is said with its reason and its place', () => {
  const { diagnostics } = foreignPolicies(
    {
      'cel.yaml': cel,
      'template.yaml': template,
      'orphan.yaml': constraint('K8sNobody', 'orphan', '{}'),
      'reach.yaml': template
        .replaceAll('k8sowner', 'k8sreach')
        .replaceAll('K8sOwner', 'K8sReach')
        .replace('not labels.has(', 'external_data({})\n          not labels.has('),
    },
    { id: 'x' },
  )
  expect(
    diagnostics.map(({ severity, message, file, start }) => `${file}:${start?.line} ${severity}: ${message}`),
  ).toEqual([
    'cel.yaml:7 warning: template k8scel is not run: it is written for K8sNativeValidation, not in Rego',
    'reach.yaml:24 warning: template k8sreach is not run: it calls external_data, which reaches outside',
    'orphan.yaml:2 warning: constraint orphan is not run: no ConstraintTemplate of kind K8sNobody is among the policies',
    'template.yaml:4 info: template k8sowner has no constraint, so it finds nothing',
  ])
})

test('a file of fixes that is wrong is an error with every place', () => {
  const fixes =
    'fixes:\n  a/b:\n    level: sure\n    title: T\n    ops: [{op: put}]\n  c: {level: safe, title: T, path: [1.5], ops: [{op: remove}]}\n'
  let error: unknown
  try {
    foreignPolicies({ 'template.yaml': template, 'fixes.yaml': fixes }, { id: 'x' })
  } catch (thrown) {
    error = thrown
  }
  expect(error).toMatchObject({ code: 'FOREIGN_POLICY' })
  const { diagnostics } = error as { diagnostics: readonly { message: string; start: { line: number } }[] }
  expect(diagnostics.map(({ message, start }) => `${start.line}: ${message}`)).toEqual([
    '3: this fix says no level',
    '5: this is no operation',
    '6: this is no path',
  ])
})

test('policies are recognised by what they say', () => {
  const own =
    '# METADATA\n# title: T\n# custom: {id: a/b, severity: low, resources: [Pod]}\npackage main\n\ndeny contains {} if false\n'
  const trivy =
    '# METADATA\n# custom:\n#   id: X-1\n#   avd_id: AVD-X-1\npackage user.x\n\ndeny contains 1 if true\n'
  expect(isForeign({ 'a.rego': own })).toBe(false)
  expect(isForeign({ 'a.rego': 'package regraft.main\n\ndeny contains 1 if true\n' })).toBe(false)
  expect(isForeign({ 'a.rego': 'package mine\n\ndeny contains 1 if true\n' })).toBe(false)
  expect(isForeign({ 'a.rego': 'package main\n\ndeny contains "x" if true\n' })).toBe(true)
  expect(isForeign({ 'a.rego': trivy })).toBe(true)
  expect(isForeign({ 'a.yaml': template })).toBe(true)
  expect(isForeign({ 'a.yaml': 'kind: ConfigMap\ndata: {a: templates.gatekeeper.sh/v1}\n' })).toBe(false)
})

test('a fix for a rule that is not there is said', () => {
  const fixes = 'fixes:\n  gatekeeper/nobody: {level: safe, title: T, ops: [{op: remove, path: [a]}]}\n'
  const { diagnostics } = foreignPolicies(
    { 'all.yaml': `${template}---\n${constraint('K8sOwner', 'one', '{}')}`, 'fixes.yaml': fixes },
    { id: 'x' },
  )
  expect(diagnostics.map(({ severity, message }) => `${severity} ${message}`)).toEqual([
    'warning a fix is attached to gatekeeper/nobody, which no policy here is',
  ])
})
