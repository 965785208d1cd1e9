import { builtin } from '@regraft/policies'
import { beforeAll, expect, test } from 'vitest'
import { createEngine, type Engine, memoryWorkspace } from '../src/index.ts'

const bucket = (address: string, index: string): object => ({
  address: `${address}[${JSON.stringify(index)}]`,
  mode: 'managed',
  type: 'aws_s3_bucket',
  name: 'b',
  index,
  values: { bucket: index },
})

const block = {
  address: 'module.store.aws_s3_bucket_public_access_block.b["logs"]',
  mode: 'managed',
  type: 'aws_s3_bucket_public_access_block',
  name: 'b',
  index: 'logs',
  values: {
    block_public_acls: true,
    block_public_policy: true,
    ignore_public_acls: true,
    restrict_public_buckets: false,
  },
}

const document = {
  format_version: '1.2',
  terraform_version: '1.9.5',
  planned_values: {
    root_module: {
      resources: [
        {
          address: 'aws_kms_key.k[0]',
          mode: 'managed',
          type: 'aws_kms_key',
          name: 'k',
          index: 0,
          values: { enable_key_rotation: false },
        },
      ],
      child_modules: [
        { address: 'module.store', resources: [bucket('module.store.aws_s3_bucket.b', 'logs'), block] },
        { address: 'module.bare', resources: [bucket('module.bare.aws_s3_bucket.b', 'logs')] },
      ],
    },
  },
  resource_changes: [{ address: block.address, change: { after_unknown: { id: true, bucket: true } } }],
  configuration: {
    root_module: {
      module_calls: {
        store: {
          module: {
            resources: [
              {
                mode: 'managed',
                type: block.type,
                name: 'b',
                expressions: { bucket: { references: ['aws_s3_bucket.b', 'each.key'] } },
              },
            ],
          },
        },
      },
    },
  },
}
const text = `${JSON.stringify(document, undefined, 2)}\n`

let engine: Engine
beforeAll(async () => {
  engine = await createEngine({ policies: [builtin] })
})

test('rules judge a plan, and tell where it says so', async () => {
  const rules = ['aws/kms-rotation', 'aws/s3-restrict-public-buckets', 'aws/s3-public-access-block-missing']
  const report = await engine.check(memoryWorkspace({ 'out/plan.json': text }), { rules })
  const lines = text.split('\n')
  expect(
    report.findings.map(({ rule, resource, location }) => [
      rule,
      resource.address,
      lines[location.start.line - 1]?.trim(),
    ]),
  ).toEqual([
    ['aws/kms-rotation', 'aws_kms_key.k[0]', '"enable_key_rotation": false'],
    [
      'aws/s3-restrict-public-buckets',
      'module.store.aws_s3_bucket_public_access_block.b["logs"]',
      '"restrict_public_buckets": false',
    ],
    // That of module.store has a block.
    ['aws/s3-public-access-block-missing', 'module.bare.aws_s3_bucket.b["logs"]', '{'],
  ])
  expect(report.files).toEqual([{ path: 'out/plan.json', framework: 'terraform-plan', resources: 4 }])
})

test('a plan is never edited', async () => {
  const workspace = memoryWorkspace({ 'plan.json': text })
  const report = await engine.heal(workspace, { rules: ['aws/kms-rotation'] })
  expect(report.findings.map(({ status, fix }) => [status, fix?.result, fix?.code, fix?.reason])).toEqual([
    ['open', 'refused', 'TERRAFORM_PLAN', 'it is a plan: heal the configuration it was made from'],
  ])
  expect(report.edits).toEqual([])
  expect(workspace.texts.get('plan.json')).toBe(text)
})

test('what a plan shows is healed where it is written, when the workspace holds that', async () => {
  const main = (value: boolean): string =>
    `variable "n" {\n  default = 1\n}\nresource "aws_kms_key" "k" {\n  count               = var.n\n  enable_key_rotation = ${value}\n}\n`
  const rules = ['aws/kms-rotation']
  const workspace = memoryWorkspace({ 'main.tf': main(false), 'plan.json': text })
  const report = await engine.heal(workspace, { rules })
  expect(workspace.texts.get('main.tf')).toBe(main(true))
  expect(workspace.texts.get('plan.json')).toBe(text)
  expect(report.findings.map(({ location, status, fix }) => [location.file, status, fix?.reason])).toEqual([
    ['main.tf', 'healed', undefined],
    ['plan.json', 'healed', 'healed where it is written, main.tf:6; make the plan again'],
  ])
  // Two roots with the same address: which one the plan is of nobody can tell.
  const two = memoryWorkspace({ 'a/main.tf': main(false), 'b/main.tf': main(false), 'plan.json': text })
  const both = await engine.heal(two, { rules })
  expect(both.findings.map(({ location, status }) => [location.file, status])).toEqual([
    ['a/main.tf', 'healed'],
    ['b/main.tf', 'healed'],
    ['plan.json', 'open'],
  ])
})
