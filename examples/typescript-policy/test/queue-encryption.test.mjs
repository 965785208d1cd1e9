import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEngine, memoryWorkspace } from '@regraft/engine'
import { loadRego } from '@regraft/rego/node'
import { describeFailure, readPolicyFolder, runCases } from '@regraft/testing'
import rule from '../dist/queue-encryption.js'

test('a queue without encryption is healed', async () => {
  const engine = await createEngine({ policies: [{ id: 'acme', definitions: [rule] }] })
  const workspace = memoryWorkspace({ 'main.tf': 'resource "aws_sqs_queue" "q" {\n}\n' })
  await engine.heal(workspace)
  const healed = 'resource "aws_sqs_queue" "q" {\n  sqs_managed_sse_enabled = true\n}\n'
  assert.equal(workspace.texts.get('main.tf'), healed)
})

test('its cases hold, in every style a file may have', async () => {
  const { cases } = readPolicyFolder('cases')
  const results = await runCases({ modules: {}, definitions: [rule], cases, rego: await loadRego() })
  assert.equal(results.length, 2)
  for (const { name, failures } of results) assert.deepEqual(failures.map(describeFailure), [], name)
})
