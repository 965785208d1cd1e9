import { builtin } from '@regraft/policies'
import { beforeAll, describe, expect, it } from 'vitest'
import { createEngine, type Engine, memoryWorkspace } from '../src/index.ts'

let engine: Engine
beforeAll(async () => {
  engine = await createEngine({ policies: [builtin] })
})

const rules = ['aws/kms-rotation']
const manifest = (modules: readonly { Key: string; Source: string; Dir: string }[]): string =>
  JSON.stringify({ Modules: [{ Key: '', Source: '', Dir: '.' }, ...modules] })

const installed = manifest([
  { Key: 'keys', Source: 'registry.terraform.io/acme/keys/aws', Dir: '.terraform/modules/keys/aws' },
  { Key: 'keys.inner', Source: './inner', Dir: '.terraform/modules/keys/aws/inner' },
  { Key: 'keys.far', Source: 'git::https://example.org/far.git', Dir: '.terraform/modules/keys.far' },
  { Key: 'away', Source: 'git::https://example.org/away.git', Dir: '../../../etc' },
])

const downloaded = {
  'infra/.terraform/modules/modules.json': installed,
  'infra/.terraform/modules/keys/aws/main.tf': `
variable "rotate" {
  default = false
}
variable "days" {
  default = 30
}
locals {
  policy = jsondecode(file("\${path.module}/policy.json"))
}
resource "aws_kms_key" "this" {
  enable_key_rotation     = var.rotate
  deletion_window_in_days = var.days
}
resource "aws_kms_key" "fixed" {
  enable_key_rotation = false
}
module "inner" {
  source = "./inner"
}
module "far" {
  source = "git::https://example.org/far.git"
  on     = var.rotate
}
output "rotate" {
  value = local.policy.rotate
}
output "inner" {
  value = module.inner.name
}
output "far" {
  value = module.far.on
}
`,
  'infra/.terraform/modules/keys/aws/policy.json': '{"rotate": true}',
  'infra/.terraform/modules/keys/aws/examples/main.tf': 'resource "aws_kms_key" "example" {}\n',
  'infra/.terraform/modules/keys/aws/inner/outputs.tf': 'output "name" {\n  value = "inner"\n}\n',
  'infra/.terraform/modules/keys.far/main.tf':
    'variable "on" {}\nresource "aws_kms_key" "far" {\n  enable_key_rotation = var.on\n}\noutput "on" {\n  value = var.on\n}\n',
}

const call = (body: string): string => `module "keys" {\n  source = "acme/keys/aws"\n${body}}\n`
const key = (expression: string): string =>
  `resource "aws_kms_key" "k" {\n  enable_key_rotation = ${expression}\n}\n`

async function check(
  main: string,
  more: { readonly [path: string]: string } = downloaded,
): Promise<{
  found: string[]
  files: string[]
}> {
  const workspace = listing(memoryWorkspace({ 'infra/main.tf': main, ...more }))
  const report = await engine.check(workspace, { rules, frameworks: ['terraform'] })
  expect(report.diagnostics).toEqual([])
  return {
    found: report.findings.map(
      ({ status, resource, location: { file, start } }) =>
        `${status} ${resource.address} ${file}:${start.line}:${start.column}`,
    ),
    files: report.files.map(({ path, resources }) => `${path} ${resources}`),
  }
}

/** As a disk lists: without what tools fetched. */
function listing(workspace: ReturnType<typeof memoryWorkspace>): ReturnType<typeof memoryWorkspace> {
  const { list } = workspace
  const hidden: typeof workspace = Object.create(workspace)
  return Object.assign(hidden, {
    list: async () => {
      const { files, diagnostics } = await list()
      return { files: files.filter(({ path }) => !path.includes('.terraform/')), diagnostics }
    },
  })
}

describe('a module that terraform init installed', () => {
  it('gives its outputs, through files and modules of its own', async () => {
    const outputs = 'module.keys.rotate && module.keys.inner == "inner" && module.keys.far'
    expect(await check(call('  rotate = true\n') + key(outputs))).toEqual({
      found: [],
      files: ['infra/main.tf 1'],
    })
    expect((await check(call('  rotate = true\n') + key(outputs), {})).found).toEqual([
      'undetermined aws_kms_key.k infra/main.tf:6:25',
    ])
  })

  it('is reported where its call gives a value, and nowhere else', async () => {
    expect(await check(call('  rotate = false\n'))).toEqual({
      found: [
        'open module.keys.aws_kms_key.this infra/main.tf:3:12',
        'open module.keys.module.far.aws_kms_key.far infra/main.tf:3:12',
      ],
      files: ['infra/main.tf 0'],
    })
    expect((await check(call(''))).found).toEqual([])
  })

  it('is healed in the call', async () => {
    const main = call('  rotate = false # for now\n')
    const workspace = listing(memoryWorkspace({ 'infra/main.tf': main, ...downloaded }))
    const report = await engine.heal(workspace, { rules, frameworks: ['terraform'] })
    expect(report.findings.map(({ status, fix }) => [status, fix?.result])).toEqual([
      ['healed', 'applied'],
      ['healed', 'no-op'],
    ])
    expect(report.edits.map(({ file, text }) => [file, text])).toEqual([['infra/main.tf', 'true']])
    expect(Object.fromEntries(workspace.texts)).toEqual({
      'infra/main.tf': main.replace('false', 'true'),
      ...downloaded,
    })
  })

  it('is left when the value says something else as well', async () => {
    const more = {
      ...downloaded,
      'infra/.terraform/modules/keys.far/main.tf': `${downloaded['infra/.terraform/modules/keys.far/main.tf']}
resource "aws_s3_bucket" "b" {
  bucket = var.on ? data.aws_caller_identity.me.account_id : data.aws_caller_identity.me.arn
}
data "aws_caller_identity" "me" {}
`,
    }
    const main = call('  rotate = false\n')
    const workspace = listing(memoryWorkspace({ 'infra/main.tf': main, ...more }))
    const report = await engine.heal(workspace, { rules, frameworks: ['terraform'] })
    expect(report.findings.map(({ status, fix }) => [status, fix?.code])).toEqual([
      ['open', 'SHARED_VALUE'],
      ['open', 'SHARED_VALUE'],
    ])
    expect(workspace.texts.get('infra/main.tf')).toBe(main)
  })

  it('may be ignored beside the call', async () => {
    const main = call('  # regraft:ignore aws/kms-rotation -- a test\n  rotate = false\n')
    expect((await check(main)).found.map((text) => text.split(' ')[0])).toEqual(['ignored', 'ignored'])
  })

  it('outside the root, or without a manifest that says where, stays unknown', async () => {
    const away = 'module "away" {\n  source = "git::https://example.org/away.git"\n}\n'
    const unknown = ['undetermined aws_kms_key.k infra/main.tf:5:25']
    expect((await check(away + key('module.away.x'))).found).toEqual(unknown)
    for (const text of ['', 'x', '[]', '{"Modules": 1}', '{"Modules": [1, {"Key": "away"}]}'])
      expect(
        (await check(away + key('module.away.x'), { 'infra/.terraform/modules/modules.json': text })).found,
      ).toEqual(unknown)
  })

  it('that calls itself is left out', async () => {
    const modules = manifest([
      { Key: 'a', Source: 'x/a/b', Dir: '.terraform/modules/a' },
      { Key: 'a.a', Source: 'x/a/b', Dir: '.terraform/modules/a' },
    ])
    const workspace = listing(
      memoryWorkspace({
        'main.tf': 'module "a" {\n  source = "x/a/b"\n}\n',
        '.terraform/modules/modules.json': modules,
        '.terraform/modules/a/main.tf': 'module "a" {\n  source = "x/a/b"\n}\n',
      }),
    )
    const report = await engine.check(workspace, { rules })
    expect(report.diagnostics.map(({ code, file }) => [code, file])).toEqual([
      ['TERRAFORM_CYCLE', '.terraform/modules/a/main.tf'],
    ])
  })
})
