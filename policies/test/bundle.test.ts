import { fileURLToPath } from 'node:url'
import { loadPolicySet } from '@regraft/core'
import { compilePolicies, createEngine, memoryWorkspace } from '@regraft/engine'
import { loadRego } from '@regraft/rego/node'
import { readPolicyFolder } from '@regraft/testing'
import { expect, test } from 'vitest'
import { decodeAnywhere, decodeBase64 } from '../src/base64.ts'
import { ruleDoc } from '../src/docs.ts'
import { builtin } from '../src/index.ts'
import { library } from '../src/library.ts'

const { modules } = readPolicyFolder(fileURLToPath(new URL('..', import.meta.url)))
const rego = await loadRego()

test('the bundle is that of the sources, in whatever order they come', async () => {
  const reversed = Object.fromEntries(Object.entries(modules).reverse())
  const bundle = await compilePolicies(rego, [{ id: 'any', modules: reversed }])
  // Otherwise the package has to be built again.
  expect(Buffer.from(bundle).equals(Buffer.from(builtin.bundle))).toBe(true)
})

test('it needs no compiler and nothing of Node', async () => {
  const engine = await createEngine({ policies: [builtin] })
  const report = await engine.heal(
    memoryWorkspace({ 'main.tf': 'resource "aws_kms_key" "invoices" {\n  description = "Invoices"\n}\n' }),
  )
  expect(report.findings.map(({ rule, status }) => [rule, status])).toEqual([['aws/kms-rotation', 'healed']])
})

test('22 rules are about AWS and 18 about Kubernetes, and every kind of fix is among them', async () => {
  const { rules } = await loadPolicySet([builtin.bundle])
  expect(rules.filter(({ id }) => id.startsWith('aws/'))).toHaveLength(22)
  expect(rules.filter(({ id }) => id.startsWith('kubernetes/'))).toHaveLength(18)
  const text = Object.values(modules).join('\n')
  for (const call of [
    'set(',
    'ensure(',
    'ensure_block(',
    'remove,',
    'ensure_item(',
    'remove_item(',
    'add_resource(',
    'manual(',
  ])
    expect(text, call).toContain(`fix.${call}`)
})

test('every rule is documented, with an example for each format its cases heal', async () => {
  const { rules } = await loadPolicySet([builtin.bundle])
  for (const { id, fix } of rules) {
    const doc = ruleDoc(id)
    expect(doc?.readme, id).toContain('## Why')
    // What is done by hand only, or not at all, has no text after.
    const healed = fix !== undefined && id !== 'kubernetes/docker-sock'
    expect((doc?.examples.length ?? 0) > 0, id).toBe(healed)
    for (const { file, before, after } of doc?.examples ?? []) {
      expect(file).toMatch(/^main\./)
      expect(after).not.toBe(before)
    }
  }
  expect(ruleDoc('aws/none')).toBeUndefined()
  expect(ruleDoc('constructor')).toBeUndefined()
})

test("a policy of one's own compiles with the library", async () => {
  const own = {
    id: 'own',
    modules: {
      'own/topic.rego': `# METADATA
# title: Topic has no display name
# custom:
#   id: own/topic
#   severity: low
#   resources: [aws_sns_topic]
#   fix: safe
package own.topic

import data.regraft.fix
import data.regraft.terraform

deny contains finding if {
	not terraform.present(input, "display_name")
	finding := {"message": "no name", "path": ["display_name"], "fix": fix.safe(fix.set("topic"), "Name it")}
}
`,
    },
  }
  const bundle = await compilePolicies(rego, [library, own])
  const engine = await createEngine({ policies: [builtin, { id: 'own', bundle }] })
  const workspace = memoryWorkspace({ 'main.tf': 'resource "aws_sns_topic" "news" {\n}\n' })
  await engine.heal(workspace)
  expect(workspace.texts.get('main.tf')).toBe(
    'resource "aws_sns_topic" "news" {\n  display_name = "topic"\n}\n',
  )
})

test('base64 is read as Buffer writes it', () => {
  for (const length of [0, 1, 2, 3, 4, 5, 255, 256]) {
    const bytes = Uint8Array.from({ length }, (_, i) => (i * 97 + 13) & 255)
    for (const decode of [decodeBase64, decodeAnywhere])
      expect(decode(Buffer.from(bytes).toString('base64'))).toEqual(bytes)
  }
})
