import { loadPolicySet, type PolicyDefinition } from '@regraft/core'
import { expect, test } from 'vitest'
import { createEngine, type EvaluatorPool, memoryWorkspace } from '../src/index.ts'

const encrypted: PolicyDefinition = {
  id: 'acme/encrypted',
  title: 'Volume is not encrypted',
  severity: 'high',
  fix: 'safe',
  resources: ['aws_ebs_volume'],
  check(volume, { address, report }) {
    if (address.endsWith('.broken')) throw new Error('not this one')
    if (volume['encrypted'] !== true)
      report({
        message: 'the volume is not encrypted',
        path: ['encrypted'],
        fix: { title: 'Encrypt it', level: 'safe', ops: [{ op: 'set', value: true }] },
      })
  },
}

const texts = {
  'main.tf': [
    'resource "aws_ebs_volume" "open" {\n  encrypted = false # not yet\n}\n',
    'resource "aws_ebs_volume" "unknown" {\n  encrypted = var.on\n}\n\nvariable "on" {}\n',
    'resource "aws_ebs_volume" "broken" {\n}\n',
  ].join('\n'),
}

/** Workers have compiled policies only; this one is asked in place. */
const pool: EvaluatorPool = {
  async start(bundles, limits) {
    const set = await loadPolicySet(bundles, { limits })
    return { evaluate: async (batches) => batches.map((batch) => set.evaluate(batch)), close: async () => {} }
  },
}

test('functions are asked beside compiled policies, and heal through the same gates', async () => {
  const engine = await createEngine({ policies: [{ id: 'acme', definitions: [encrypted] }] })
  const workspace = memoryWorkspace(texts)
  const report = await engine.heal(workspace)
  expect(report.findings.map(({ resource, status }) => `${resource.address} ${status}`)).toEqual([
    'aws_ebs_volume.open healed',
    'aws_ebs_volume.unknown undetermined',
  ])
  expect(report.diagnostics).toMatchObject([
    { code: 'POLICY_FAILED', message: expect.stringContaining('acme/encrypted on aws_ebs_volume.broken') },
  ])
  expect(workspace.texts.get('main.tf')).toBe(texts['main.tf'].replace('false # not', 'true # not'))
})

test('with workers they stay in this thread, and the report is the same', async () => {
  const policies = [{ id: 'acme', definitions: [encrypted] }]
  const reports = []
  for (const options of [{}, { jobs: 2, pool }]) {
    const engine = await createEngine({ policies, ...options })
    reports.push(await engine.check(memoryWorkspace(texts)))
    await engine.close()
  }
  expect(reports[1]).toEqual(reports[0])
  expect(reports[0]?.findings).toHaveLength(2)
})

test('a fix after which its rule fails is not proven, and stays out', async () => {
  const faulty: PolicyDefinition = {
    ...encrypted,
    check(volume, context) {
      if (volume['encrypted'] === true) throw new Error('never tried')
      encrypted.check(volume, context)
    },
  }
  const engine = await createEngine({ policies: [{ id: 'acme', definitions: [faulty] }] })
  const text = 'resource "aws_ebs_volume" "open" {\n  encrypted = false\n}\n'
  const workspace = memoryWorkspace({ 'main.tf': text })
  const { findings } = await engine.heal(workspace)
  expect(findings).toMatchObject([
    {
      status: 'open',
      fix: { reason: expect.stringContaining('the rule fails on the outcome: acme/encrypted on') },
    },
  ])
  expect(workspace.texts.get('main.tf')).toBe(text)
})
