import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PolicyDefinition } from '@regraft/core'
import { createEngine, memoryWorkspace } from '@regraft/engine'
import ts from 'typescript'
import { expect, test } from 'vitest'
import * as define from '../src/index.ts'

const root = join(import.meta.dirname, '../../..')
const page = readFileSync(join(root, 'docs/policies/typescript.md'), 'utf8')
const snippets = [...page.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, code = '']) => code)

/** The default export of a snippet, whose only import is this package. */
function load(code: string): PolicyDefinition {
  const options = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 }
  const exported: { default?: PolicyDefinition } = {}
  new Function('exports', 'require', ts.transpile(code, options))(exported, () => define)
  return exported.default as PolicyDefinition
}

const outcomes = [
  {
    before: 'resource "aws_sqs_queue" "q" {\n  sqs_managed_sse_enabled = false\n}\n',
    after: 'resource "aws_sqs_queue" "q" {\n  sqs_managed_sse_enabled = true\n}\n',
    statuses: ['healed'],
  },
  {
    before: `resource "aws_security_group" "g" {
  ingress {
    to_port = 8080
  }
  ingress {
    to_port = 443
  }
  ingress {
    to_port = var.port
  }
}

variable "port" {}
`,
    statuses: ['open', 'undetermined'],
  },
  {
    before: 'resource "aws_s3_bucket" "b" {\n  bucket = "b"\n}\n',
    after: `resource "aws_s3_bucket" "b" {
  bucket = "b"
}

resource "aws_s3_bucket_versioning" "b" {
  bucket = aws_s3_bucket.b.id

  versioning_configuration {
    status = "Enabled"
  }
}
`,
    statuses: ['healed'],
  },
]

test.each(outcomes.map((outcome, i) => ({ ...outcome, i })))(
  'policy $i of the page does what it says',
  async (item) => {
    const { before, after = before, statuses, i } = item
    const engine = await createEngine({ policies: [{ id: 'page', definitions: [load(snippets[i] ?? '')] }] })
    const workspace = memoryWorkspace({ 'main.tf': before })
    const report = await engine.heal(workspace)
    expect(report.diagnostics).toEqual([])
    expect(report.findings.map(({ status }) => status)).toEqual(statuses)
    expect(workspace.texts.get('main.tf')).toBe(after)
  },
)

test('the page has no other policy, and its first is the one of the example', () => {
  expect(snippets).toHaveLength(outcomes.length)
  const example = join(root, 'examples/typescript-policy/rules/queue-encryption.ts')
  expect(snippets[0]).toBe(readFileSync(example, 'utf8'))
})
