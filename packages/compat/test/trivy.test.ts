import { createEngine, type Engine, memoryWorkspace } from '@regraft/engine'
import { workerCompiler } from '@regraft/engine/node'
import { loadRego } from '@regraft/rego/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { foreignPolicies, trivyTests } from '../src/index.ts'

const lib = `package lib.kubernetes

import rego.v1

containers contains container if some container in input.spec.containers
`

const check = `# METADATA
# title: Image has a tag
# description: |
#   Says which image runs.
# related_resources:
# - https://example.com/tags
# custom:
#   id: KSV-0999
#   aliases: [KSV999]
#   severity: LOW
#   input:
#     selector:
#     - type: kubernetes
#       subtypes:
#       - kind: pod
package builtin.kubernetes.KSV0999

import rego.v1

import data.lib.kubernetes

deny contains res if {
	some container in kubernetes.containers
	not contains(container.image, ":")
	res := result.new(sprintf("%s has no tag", [container.name]), container)
}
`

const older = `package user.kubernetes.ID001

__rego_metadata__ := {
	"id": "ID001",
	"avd_id": "AVD-USR-0001",
	"title": "No host network",
	"severity": "CRITICAL",
	"type": "Custom Check",
}

__rego_input__ := {
	"selector": [
		{"type": "kubernetes"},
	],
}

deny[res] {
	input.spec.hostNetwork
	res := {"msg": "host network", "id": __rego_metadata__.id}
}
`

const files = { 'lib/kubernetes.rego': lib, 'checks/tag.rego': check, 'checks/older.rego': older }

let engine: Engine
beforeAll(async () => {
  const { source, diagnostics } = foreignPolicies(files, { id: 'checks' })
  expect(diagnostics).toEqual([])
  engine = await createEngine({ policies: [source], compiler: workerCompiler({ timeoutMs: 120_000 }) })
})
afterAll(() => engine.close())

test('a check is a rule with what its metadata says, in either form', () => {
  expect(engine.rules).toEqual([
    expect.objectContaining({
      id: 'trivy/id001',
      title: 'No host network',
      severity: 'critical',
      aliases: ['ID001', 'AVD-USR-0001'],
    }),
    expect.objectContaining({
      id: 'trivy/ksv-0999',
      title: 'Image has a tag',
      description: 'Says which image runs.',
      severity: 'low',
      aliases: ['KSV-0999', 'KSV999'],
      relatedResources: ['https://example.com/tags'],
    }),
  ])
})

test('a finding stands where the value stands that the result names', async () => {
  const pod = (kind: string): string =>
    `apiVersion: v1\nkind: ${kind}\nmetadata: {name: p}\nspec:\n  hostNetwork: true\n  containers:\n    - {name: a, image: "a:1"}\n    - {name: b, image: b}\n`
  const found = async (text: string): Promise<readonly string[]> => {
    const { findings, diagnostics } = await engine.check(memoryWorkspace({ 'a.yaml': text }))
    expect(diagnostics).toEqual([])
    return findings.map(({ rule, message, path }) => `${rule} ${JSON.stringify(path)} ${message}`)
  }
  expect(await found(pod('Pod'))).toEqual([
    'trivy/id001 [] host network',
    'trivy/ksv-0999 ["spec","containers",1] b has no tag',
  ])
  // Its selector names pods only.
  expect(await found(pod('Other'))).toEqual(['trivy/id001 [] host network'])
})

test('checks whose input or functions are not there are named with the reason', () => {
  const { diagnostics, source } = foreignPolicies(
    {
      'docker.rego': check.replace('type: kubernetes', 'type: dockerfile').replaceAll('0999', '0001'),
      'secret.rego': check.replace(
        'not contains(container.image, ":")',
        'squealer.scan_string(container.image).x',
      ),
      'alone.rego': check.replace('data.lib.kubernetes', 'data.lib.cloud').replaceAll('0999', '0002'),
      'lib/kubernetes.rego': lib,
    },
    { id: 'checks' },
  )
  expect(diagnostics.map(({ severity, message }) => `${severity} ${message}`)).toEqual([
    'warning docker.rego: check KSV-0001 is not run: it looks at dockerfile, whose shape is not made here',
    'warning secret.rego: check KSV-0999 is not run: it calls squealer.scan_string, a function of Trivy’s own host'.replace(
      '’',
      "'",
    ),
    'warning alone.rego: check KSV-0002 is not run: data.lib.cloud, which it imports, is not among the files',
  ])
  expect(
    'modules' in source && Object.keys(source.modules).filter((path) => path.endsWith('kubernetes.rego')),
  ).toEqual(['lib/kubernetes.rego'])
})

test('unit tests of checks run with what the host would give them', async () => {
  const rego = await loadRego()
  const unit = `package builtin.kubernetes.KSV0999

import rego.v1

test_denied if {
	r := deny with input as {"spec": {"containers": [{"name": "a", "image": "a"}, {"name": "b", "image": "b:1"}]}}
	count(r) == 1
	r[_].msg == "a has no tag"
}

test_wrong if count(deny) == 1 with input as {}
`
  const { modules } = trivyTests({ ...files, 'checks/tag_test.rego': unit }, { id: 'checks' })
  const report = await rego.test({ modules })
  expect(report.ok && report.value.tests.map(({ name, outcome }) => `${name} ${outcome}`)).toEqual([
    'test_denied pass',
    'test_wrong fail',
  ])
})
