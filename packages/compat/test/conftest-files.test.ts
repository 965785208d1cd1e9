import { createEngine, type Engine, memoryWorkspace } from '@regraft/engine'
import { workerCompiler } from '@regraft/engine/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { foreignPolicies } from '../src/index.ts'

const policies = {
  'policy/terraform.rego': `package main

import rego.v1

deny contains msg if {
	some name, listeners in input.resource.aws_lb_listener
	listeners[_].protocol == "HTTP"
	msg := sprintf("listener %s is not encrypted", [name])
}

deny contains "buckets need tags" if {
	some bucket in input.resource.aws_s3_bucket[_]
	not bucket.tags
}

warn contains msg if {
	some k, v in input.locals[0]
	v == "\${var.secret}"
	msg := sprintf("%s is a secret", [k])
}
`,
  'policy/docker.rego': `package main

import rego.v1

deny contains msg if {
	input[i].Cmd == "from"
	some image in input[i].Value
	endswith(image, ":latest")
	msg := sprintf("%s is not pinned", [image])
}

deny contains "no user is named" if {
	input[0].Cmd
	not "user" in {command.Cmd | some command in input}
}

deny_sudo contains {"msg": "sudo is used", "stage": input[i].Stage} if {
	input[i].Cmd == "run"
	startswith(input[i].Value[0], "sudo ")
}
`,
  'policy/fixes.yaml': `fixes:
  conftest/main/deny: {level: safe, title: Take it out, path: [resource], ops: [{op: remove}]}
`,
}

async function engineWith(files: { readonly [path: string]: string }, combine = false): Promise<Engine> {
  const { source, diagnostics } = foreignPolicies(files, { id: 'policy', combine })
  expect(diagnostics).toEqual([])
  return createEngine({ policies: [source], compiler: workerCompiler({ timeoutMs: 120_000 }) })
}

let engine: Engine
beforeAll(async () => {
  engine = await engineWith(policies)
})
afterAll(() => engine.close())

async function found(asked: Engine, files: { readonly [path: string]: string }): Promise<readonly string[]> {
  const { findings, diagnostics } = await asked.check(memoryWorkspace(files))
  expect(diagnostics).toEqual([])
  return findings.map(
    ({ message, location: { file, start, end } }) =>
      `${file}:${start.line} ${files[file]?.slice(start.offset, end.offset)}: ${message}`,
  )
}

test('HCL is shown as it stands, and a finding leads back to its block or attribute', async () => {
  const text = `variable "secret" {}

locals {
  port = 80
  key  = var.secret
}

resource "aws_lb_listener" "a" {
  port     = local.port
  protocol = "HTTP"
}

resource "aws_lb_listener" "b" {
  protocol = "HTTPS"
}

resource "aws_s3_bucket" "one" {}

resource "aws_s3_bucket" "two" {}
`
  expect(await found(engine, { 'infra/main.tf': text })).toEqual([
    'infra/main.tf:5 var.secret: key is a secret',
    'infra/main.tf:10 "HTTP": listener a is not encrypted',
    'infra/main.tf:17 {}: buckets need tags',
  ])
})

test('a Dockerfile is a list of commands, and a finding stands at its instruction', async () => {
  const text = `# syntax=docker/dockerfile:1
FROM golang:latest AS build
RUN sudo make \\
    all

FROM scratch
COPY --from=build /app /app
`
  expect(await found(engine, { 'app/Dockerfile': text })).toEqual([
    'app/Dockerfile:2 FROM golang:latest AS build: golang:latest is not pinned',
    'app/Dockerfile:2 FROM golang:latest AS build: no user is named',
    'app/Dockerfile:3 RUN sudo make \\\n    all: sudo is used',
  ])
})

test('files that are only shown are not edited, whatever a fix says', async () => {
  const workspace = memoryWorkspace({ 'main.tf': 'resource "aws_s3_bucket" "one" {}\n' })
  const { findings } = await engine.heal(workspace)
  expect(findings.map(({ fix }) => [fix?.result, fix?.code])).toEqual([['refused', 'READ_ONLY']])
  expect(workspace.texts.get('main.tf')).toBe('resource "aws_s3_bucket" "one" {}\n')
})

test('with combine all files are one input, whatever their format', async () => {
  const combined = await engineWith(
    {
      'policy/team.rego': `package main

import rego.v1

deny contains msg if {
	some team in input
	some member in team.contents.members
	not member in {user.contents.name | some user in input}
	msg := sprintf("%s is no user", [member])
}

warn contains sprintf("%s has %d commands", [file.path, count(file.contents)]) if {
	some file in input
	file.contents[0].Cmd
}

warn contains sprintf("region %s", [file.contents.locals[0].region]) if some file in input
`,
    },
    true,
  )
  const files = {
    Dockerfile: 'FROM scratch\nCOPY . /\n',
    'main.tf': 'locals {\n  region = "eu"\n}\n',
    'teams/a.yaml': 'members: [kim, sam]\n---\nmembers: [lee]\n',
    'users.json': '[{"name": "kim"}, {"name": "lee"}]\n',
  }
  const messages = await found(combined, files)
  await combined.close()
  expect(messages.map((line) => line.replace(/:(\d+) .*: /s, ':$1 '))).toEqual([
    'Dockerfile:1 Dockerfile has 2 commands',
    'main.tf:1 region eu',
    'teams/a.yaml:1 sam is no user',
  ])
})
