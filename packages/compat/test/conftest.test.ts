import { createEngine, type Engine, memoryWorkspace } from '@regraft/engine'
import { workerCompiler } from '@regraft/engine/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { foreignPolicies } from '../src/index.ts'

const policies = {
  'policy/deployment.rego': `package main

import data.kube

name = input.metadata.name

deny[msg] {
  kube.is_deployment
  not input.spec.template.spec.securityContext.runAsNonRoot

  msg = sprintf("Containers must not run as root in Deployment %s", [name])
}

warn_replicas[{"msg": msg, "details": {"count": 1}}] {
  kube.is_deployment
  input.spec.replicas < data.least
  msg = "too few replicas"
}

exception[rules] {
  input.metadata.annotations["policy/skip"] == "replicas"
  rules = ["replicas"]
}
`,
  'policy/kube.rego': `package kube

is_deployment {
  input.kind == "Deployment"
}
`,
  'policy/compose.rego': `package main

import rego.v1

violation_latest contains msg if {
	some name, service in input.services
	endswith(service.image, ":latest")
	msg := sprintf("service %s uses latest", [name])
}
`,
  'policy/other.rego': `package other

deny["never asked"] { true }
`,
  'policy/deployment_test.rego': 'package main\n\ntest_it { deny with input as {} }\n',
  'policy/data.yaml': 'least: 2\n',
  'policy/fixes.yaml': `fixes:
  conftest/main/violation_latest:
    level: unsafe
    title: Name a version
    because: the service starts another image
    path: [services, "*", image]
    message: uses latest
    ops:
      - op: set
        value: example/app:1.0
`,
}

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 1
`

let engine: Engine
beforeAll(async () => {
  const { source, diagnostics } = foreignPolicies(policies, { id: 'policy' })
  expect(diagnostics).toEqual([])
  engine = await createEngine({ policies: [source], compiler: workerCompiler({ timeoutMs: 120_000 }) })
})
afterAll(() => engine.close())

async function found(files: { readonly [path: string]: string }): Promise<readonly string[]> {
  const { findings, diagnostics } = await engine.check(memoryWorkspace(files))
  expect(diagnostics).toEqual([])
  return findings.map(
    ({ rule, severity, message, location }) =>
      `${location.file}:${location.start.line} ${severity} ${rule}: ${message}`,
  )
}

test('rules of main are asked about manifests and about other documents, with their data', async () => {
  expect(
    await found({
      'k8s.yaml': deployment,
      'compose.yaml': 'services:\n  app:\n    image: example/app:latest\n',
    }),
  ).toEqual([
    'compose.yaml:1 high conftest/main/violation_latest: service app uses latest',
    'k8s.yaml:1 high conftest/main/deny: Containers must not run as root in Deployment web',
    'k8s.yaml:1 medium conftest/main/warn_replicas: too few replicas',
  ])
})

test('each document of a stream is an input of its own; JSON as well', async () => {
  const stream = 'services: {a: {image: "x:latest"}}\n---\nservices: {b: {image: "y:latest"}}\n'
  expect(
    await found({ 'two.yml': stream, 'three.json': '{"services": {"c": {"image": "z:latest"}}}' }),
  ).toEqual([
    'three.json:1 high conftest/main/violation_latest: service c uses latest',
    'two.yml:1 high conftest/main/violation_latest: service a uses latest',
    'two.yml:3 high conftest/main/violation_latest: service b uses latest',
  ])
})

test('an exception takes out the rule it names', async () => {
  const text = deployment.replace('  name: web\n', '  name: web\n  annotations: {policy/skip: replicas}\n')
  expect(await found({ 'k8s.yaml': text })).toEqual([
    'k8s.yaml:1 high conftest/main/deny: Containers must not run as root in Deployment web',
  ])
})

test('a fix that is attached from outside heals every place it names, with all gates', async () => {
  const workspace = memoryWorkspace({
    'compose.yaml': '# ours\nservices:\n  app:\n    image: example/app:latest # pinned soon\n',
  })
  const report = await engine.heal(workspace, { unsafe: true })
  expect(report.findings.map(({ status, fix }) => [status, fix?.level, fix?.title])).toEqual([
    ['healed', 'unsafe', 'Name a version'],
  ])
  expect(workspace.texts.get('compose.yaml')).toBe(
    '# ours\nservices:\n  app:\n    image: example/app:1.0 # pinned soon\n',
  )
})

test('other namespaces are asked where they are named', () => {
  const { source } = foreignPolicies(policies, { id: 'policy', namespaces: ['other'] })
  const wrappers =
    'modules' in source
      ? Object.keys(source.modules).filter((path) => path.startsWith('regraft/compat/conftest/'))
      : []
  expect(wrappers).toEqual([
    'regraft/compat/conftest/policy/other/deny/kubernetes.rego',
    'regraft/compat/conftest/policy/other/deny/document.rego',
    'regraft/compat/conftest/policy/other/deny/hcl.rego',
    'regraft/compat/conftest/policy/other/deny/dockerfile.rego',
  ])
})
