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

const docker = `# METADATA
# title: No sudo
# custom:
#   id: DS-0999
#   severity: HIGH
#   input:
#     selector:
#     - type: dockerfile
package builtin.dockerfile.DS0999

import rego.v1

commands(run) := sh.parse_commands(run.Value[0])

deny contains res if {
	some stage in input.Stages
	some run in stage.Commands
	run.Cmd == "run"
	some command in commands(run)
	command[0] == "sudo"
	res := result.new(concat(" ", command), run)
}
`

const cloud = (id: string, body: string): string => `# METADATA
# title: Cloud ${id}
# custom:
#   id: ${id}
#   severity: HIGH
#   input:
#     selector:
#     - type: cloud
package builtin.aws.${id}

import rego.v1

deny contains res if {
${body}}
`

test('checks of Dockerfiles and of cloud state find, each at the value it names', async () => {
  const { source, diagnostics } = foreignPolicies(
    {
      'docker.rego': docker,
      'acl.rego': cloud(
        'acl',
        '\tsome bucket in input.aws.s3.buckets\n\tbucket.acl.value == "public-read"\n\tres := result.new("acl", bucket.acl)\n',
      ),
      'versioning.rego': cloud(
        'versioning',
        '\tsome bucket in input.aws.s3.buckets\n\tisManaged(bucket)\n\tnot bucket.versioning.enabled.value\n\tres := result.new("versioning", bucket.versioning.enabled)\n',
      ),
      'open.rego': cloud(
        'open',
        '\tsome rule in input.aws.ec2.securitygroups[_].ingressrules\n\tsome block in rule.cidrs\n\tcidr.is_public(block.value)\n\tcidr.count_addresses(block.value) > 1\n\tres := result.new("open", block)\n',
      ),
    },
    { id: 'state' },
  )
  expect(diagnostics).toEqual([])
  const asked = await createEngine({ policies: [source], compiler: workerCompiler({ timeoutMs: 120_000 }) })
  const files = {
    Dockerfile: `FROM a\nRUN make "x; sudo y" && \\\n  A=1 sudo make install > /log; true\n`,
    'main.tf': `variable "acl" {
  default = "public-read"
}

resource "aws_s3_bucket" "a" {
  acl = var.acl
}

resource "aws_s3_bucket" "b" {}

resource "aws_s3_bucket_versioning" "b" {
  bucket = aws_s3_bucket.b.id
  versioning_configuration {
    status = "Suspended"
  }
}

resource "aws_security_group" "s" {
  ingress {
    cidr_blocks = ["10.0.0.0/8", "0.0.0.0/0", "8.8.8.8/32"]
  }
}
`,
  }
  const { findings, diagnostics: said, files: counted } = await asked.check(memoryWorkspace(files))
  await asked.close()
  expect(said).toEqual([])
  const shown = findings.map(({ message, location: { file, start, end } }) => {
    const text: string = file === 'main.tf' ? files['main.tf'] : files.Dockerfile
    return `${file}:${start.line} ${text.slice(start.offset, end.offset).split('\n')[0]}: ${message}`
  })
  expect(shown).toEqual([
    'Dockerfile:2 RUN make "x; sudo y" && \\: sudo make install',
    'main.tf:5 resource "aws_s3_bucket" "a": versioning',
    'main.tf:6 var.acl: acl',
    'main.tf:14 "Suspended": versioning',
    'main.tf:20 "0.0.0.0/0": open',
  ])
  // What a view shows is not counted twice.
  expect(counted.map(({ path, framework, resources }) => [path, framework, resources])).toEqual([
    ['Dockerfile', 'dockerfile', 1],
    ['main.tf', 'terraform', 4],
  ])
})

test('checks whose input or functions are not there are named with the reason', () => {
  const { diagnostics, source } = foreignPolicies(
    {
      'toml.rego': check.replace('type: kubernetes', 'type: toml').replaceAll('0999', '0001'),
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
    'warning toml.rego: check KSV-0001 is not run: it looks at toml, whose shape is not made here',
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
