import { createEngine, type Engine, memoryWorkspace } from '@regraft/engine'
import { workerCompiler } from '@regraft/engine/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { foreignPolicies } from '../src/index.ts'

const kinds = 'applyTo: [{groups: [""], versions: [v1], kinds: [Pod]}]'

function mutator(kind: string, name: string, spec: string): string {
  return `apiVersion: mutations.gatekeeper.sh/v1\nkind: ${kind}\nmetadata: {name: ${name}}\nspec:\n${spec.replace(/^/gm, '  ')}\n`
}

const mutators = [
  mutator(
    'Assign',
    'pull',
    `${kinds}\nlocation: "spec.containers[name: *].imagePullPolicy"\nparameters: {assign: {value: Always}}`,
  ),
  mutator(
    'Assign',
    'sidecar',
    `${kinds}\nlocation: "spec.containers[name: proxy].image"\nmatch: {labelSelector: {matchLabels: {mesh: "on"}}}\nparameters: {assign: {value: "proxy:1.2"}}`,
  ),
  mutator(
    'Assign',
    'tested',
    `${kinds}\nlocation: "spec.securityContext.runAsGroup"\nparameters:\n  assign: {value: 2000}\n  pathTests: [{subPath: spec.securityContext, condition: MustExist}]`,
  ),
  mutator(
    'AssignMetadata',
    'owner',
    `location: 'metadata.labels."example.com/owner"'\nmatch: {scope: Namespaced, excludedNamespaces: [kube-*]}\nparameters: {assign: {value: team}}`,
  ),
  mutator(
    'ModifySet',
    'args',
    `${kinds}\nlocation: "spec.containers[name: web].args"\nparameters: {operation: merge, values: {fromList: [--quiet]}}`,
  ),
  mutator(
    'ModifySet',
    'no-root',
    `${kinds}\nlocation: "spec.containers[name: web].command"\nparameters: {operation: prune, values: {fromList: [sudo]}}`,
  ),
].join('---\n')

const before = `apiVersion: v1
kind: Pod
metadata:
  name: a
  namespace: shop
  labels:
    mesh: "on"
spec:
  securityContext:
    runAsUser: 1000
  containers:
    - name: web
      image: web:1 # ours
      command: [sudo, web]
      args:
        - --port=80
    - name: other
      image: other:2
      imagePullPolicy: IfNotPresent
`

let engine: Engine
beforeAll(async () => {
  const { source, diagnostics } = foreignPolicies({ 'mutators.yaml': mutators }, { id: 'mutators' })
  expect(diagnostics).toEqual([])
  engine = await createEngine({ policies: [source], compiler: workerCompiler({ timeoutMs: 120_000 }) })
})
afterAll(() => engine.close())

test('mutators are fixes that change the file as the cluster would change the object', async () => {
  const workspace = memoryWorkspace({ 'pod.yaml': before })
  const report = await engine.heal(workspace, { unsafe: true })
  expect(report.diagnostics).toEqual([])
  expect(report.findings.filter(({ status }) => status !== 'healed')).toEqual([])
  expect(workspace.texts.get('pod.yaml')).toBe(`apiVersion: v1
kind: Pod
metadata:
  name: a
  namespace: shop
  labels:
    mesh: "on"
    example.com/owner: team
spec:
  securityContext:
    runAsUser: 1000
    runAsGroup: 2000
  containers:
    - name: web
      image: web:1 # ours
      command: [web]
      args:
        - --port=80
        - --quiet
      imagePullPolicy: Always
    - name: other
      image: other:2
      imagePullPolicy: Always
    - image: proxy:1.2
      name: proxy
      imagePullPolicy: Always
`)
})

test('without consent nothing changes: a mutator is unsafe unless a file of fixes says otherwise', async () => {
  const workspace = memoryWorkspace({ 'pod.yaml': before })
  const report = await engine.heal(workspace)
  expect(report.findings.length).toBeGreaterThan(5)
  expect(report.findings.every(({ fix }) => fix?.level === 'unsafe')).toBe(true)
  expect(workspace.texts.get('pod.yaml')).toBe(before)
})

test('match, excluded namespaces and path tests hold as in the cluster', async () => {
  const text = before
    .replace('namespace: shop', 'namespace: kube-system')
    .replace('mesh: "on"', 'mesh: "off"')
    .replace('  securityContext:\n    runAsUser: 1000\n', '')
  const { findings } = await engine.check(memoryWorkspace({ 'pod.yaml': text }))
  expect([...new Set(findings.map(({ rule }) => rule))]).toEqual([
    'mutation/assign/pull',
    'mutation/modifyset/no-root',
    'mutation/modifyset/args',
  ])
})
