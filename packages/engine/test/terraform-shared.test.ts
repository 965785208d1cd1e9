// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates are Terraform's here
import { builtin } from '@regraft/policies'
import { beforeAll, describe, expect, test } from 'vitest'
import { createEngine, type Engine, memoryWorkspace } from '../src/index.ts'

type Files = Readonly<Record<string, string>>

let engine: Engine
beforeAll(async () => {
  engine = await createEngine({ policies: [builtin] })
})

const key = (name: string, rotation: string, more = ''): string =>
  `resource "aws_kms_key" "${name}" {\n  enable_key_rotation = ${rotation}\n${more}}\n`
/** One that KMS cannot rotate, so that nothing is found in it. */
const fixed = '  key_usage           = "SIGN_VERIFY"\n'
const local = 'locals {\n  r = false\n}\n'
const healedLocal = local.replace('false', 'true')

/** Heals twice; gives what changed and what was told of each resource. */
async function heal(files: Files): Promise<{ changed: Files; told: Readonly<Record<string, string>> }> {
  const workspace = memoryWorkspace({ ...files })
  const report = await engine.heal(workspace, { rules: ['aws/kms-rotation'] })
  const healed = new Map(workspace.texts)
  expect((await engine.heal(workspace, { rules: ['aws/kms-rotation'] })).edits).toEqual([])
  const told = report.findings.map(({ resource, status, fix, reason }): [string, string] => [
    resource.root === undefined ? resource.address : `${resource.root} ${resource.address}`,
    [status, fix?.result, fix?.code, fix?.reason ?? reason].filter((part) => part !== undefined).join(', '),
  ])
  const changed = [...healed].filter(([path, text]) => files[path] !== text)
  return { changed: Object.fromEntries(changed), told: Object.fromEntries(told) }
}

describe('a literal that several resources take', () => {
  test('is healed once where it stands when all ask for it', async () => {
    expect(await heal({ 'main.tf': local + key('a', 'local.r') + key('b', 'local.r') })).toEqual({
      changed: { 'main.tf': healedLocal + key('a', 'local.r') + key('b', 'local.r') },
      told: {
        'aws_kms_key.a': 'healed, applied',
        'aws_kms_key.b': 'healed, no-op, another fix healed it',
      },
    })
  })

  test.each([
    ['is ignored', `# regraft:ignore aws/kms-rotation -- a test key\n${key('b', 'local.r')}`],
    ['has nothing found in it', key('b', 'local.r', fixed)],
    ['is of another type', 'resource "aws_instance" "b" {\n  monitoring = local.r\n}\n'],
    ['computes something of it', 'resource "aws_instance" "b" {\n  monitoring = !local.r\n}\n'],
    ['is an output', 'output "b" {\n  value = local.r\n}\n'],
    ['is a provider', 'provider "aws" {\n  skip_region_validation = local.r\n}\n'],
  ])('is left where another %s: the use is healed', async (_, other) => {
    const { changed, told } = await heal({ 'main.tf': local + key('a', 'local.r') + other })
    expect(changed).toEqual({ 'main.tf': local + key('a', 'true') + other })
    expect(told['aws_kms_key.a']).toBe('healed, applied')
  })

  test('is healed at the nearest place on the way that only those share who agree', async () => {
    const between = 'locals {\n  s = local.r\n}\n'
    const rest = key('a', 'local.s') + key('b', 'local.s') + key('c', 'local.r', fixed)
    const { changed } = await heal({ 'main.tf': local + between + rest })
    expect(changed).toEqual({ 'main.tf': local + between.replace('local.r', 'true') + rest })
  })

  test('is refused where there is no use of its own, and the other is named', async () => {
    const module = `variable "usage" {}\n${key('k', 'false', '  key_usage           = var.usage\n')}`
    const call = (name: string, usage: string): string =>
      `module "${name}" {\n  source = "./m"\n  usage  = "${usage}"\n}\n`
    const files = {
      'main.tf': call('a', 'ENCRYPT_DECRYPT') + call('b', 'SIGN_VERIFY') + call('c', 'SIGN_VERIFY'),
      'm/main.tf': module,
    }
    expect(await heal(files)).toEqual({
      changed: {},
      told: {
        'module.a.aws_kms_key.k':
          'open, refused, SHARED_VALUE, module.b.aws_kms_key.k.enable_key_rotation and 1 more would change with it and does not ask for that',
      },
    })
  })
})

describe('a module', () => {
  const module = `variable "r" {\n  default = false\n}\n${key('k', 'var.r')}`
  const call = (source: string, argument = ''): string =>
    `module "m" {\n  source = "${source}"\n${argument}}\n`

  test('that several call is healed once', async () => {
    const files = {
      'a/main.tf': call('../m'),
      'b/main.tf': call('../m'),
      'm/main.tf': module,
    }
    const { changed, told } = await heal(files)
    expect(changed).toEqual({ 'm/main.tf': module.replace('false', 'true') })
    expect(told).toEqual({
      'a module.m.aws_kms_key.k': 'healed, applied',
      'b module.m.aws_kms_key.k': 'healed, no-op, another fix healed it',
    })
  })

  test('that is called with different values is healed in the call that is wrong', async () => {
    const two = (a: boolean): string =>
      `module "a" {\n  source = "./m"\n  r      = ${a}\n}\nmodule "b" {\n  source = "./m"\n  r      = true\n}\n`
    const { changed, told } = await heal({ 'main.tf': two(false), 'm/main.tf': module })
    expect(changed).toEqual({ 'main.tf': two(true) })
    expect(told).toEqual({ 'module.a.aws_kms_key.k': 'healed, applied' })
  })

  test('that is called for each element of a map is healed in the element', async () => {
    const main = (b: boolean): string =>
      `locals {\n  keys = {\n    a = { r = true }\n    b = { r = ${b} }\n  }\n}\nmodule "m" {\n  source   = "./m"\n  for_each = local.keys\n  r        = each.value.r\n}\n`
    const { changed, told } = await heal({ 'main.tf': main(false), 'm/main.tf': module })
    expect(changed).toEqual({ 'main.tf': main(true) })
    expect(told).toEqual({ 'module.m["b"].aws_kms_key.k': 'healed, applied' })
  })

  test('whose default one caller overrides keeps it for the others', async () => {
    const files = {
      'a/main.tf': call('../m', '  r = false\n'),
      'b/main.tf': call('../m'),
      'm/main.tf': module,
    }
    const { changed, told } = await heal(files)
    expect(changed).toEqual({
      'a/main.tf': call('../m', '  r = true\n'),
      'm/main.tf': module.replace('false', 'true'),
    })
    expect(told).toEqual({
      'a module.m.aws_kms_key.k': 'healed, applied',
      'b module.m.aws_kms_key.k': 'healed, applied',
    })
  })
})

describe('instances', () => {
  test('of count share what the block says', async () => {
    const keys = key('k', 'false', '  count               = 2\n')
    const { changed, told } = await heal({ 'main.tf': keys })
    expect(changed).toEqual({ 'main.tf': keys.replace('false', 'true') })
    expect(told).toEqual({
      'aws_kms_key.k[0]': 'healed, applied',
      'aws_kms_key.k[1]': 'healed, no-op, another fix healed it',
    })
  })

  test('of for_each are healed each in its element', async () => {
    const main = (a: boolean): string =>
      `${key('k', 'each.value', `  for_each            = { a = ${a}, b = true }\n`)}`
    const { changed, told } = await heal({ 'main.tf': main(false) })
    expect(changed).toEqual({ 'main.tf': main(true) })
    expect(told).toEqual({ 'aws_kms_key.k["a"]': 'healed, applied' })
  })
})

describe('undetermined', () => {
  test.each([
    ['a variable without default', 'variable "r" {}\n', 'var.r', 'var.r'],
    [
      'a data source',
      'data "aws_ssm_parameter" "r" {\n  name = "r"\n}\n',
      'data.aws_ssm_parameter.r.value',
      'data.aws_ssm_parameter.r.value',
    ],
    ['another resource', '', 'aws_x.y.rotate', 'aws_x.y.rotate'],
    [
      'a module outside the workspace',
      'module "m" {\n  source = "hashicorp/m/aws"\n}\n',
      'module.m.r',
      'module.m.r',
    ],
    ['a condition nobody knows', 'variable "p" {}\n', 'var.p ? true : false', 'var.p ? true : false'],
  ])('is a value of %s', async (_, declared, value, shown) => {
    const { changed, told } = await heal({ 'main.tf': declared + key('k', value) })
    expect(changed).toEqual({})
    expect(told).toEqual({
      'aws_kms_key.k': `undetermined, refused, ${shown} is not known offline`,
    })
  })

  test('is a value that only a file says which Terraform does not read by itself', async () => {
    const main = `variable "r" {\n  default = false\n}\n${key('k', 'var.r')}`
    const { changed, told } = await heal({ 'main.tf': main, 'prod.tfvars': 'r = false\n' })
    expect(changed).toEqual({})
    expect(told).toEqual({ 'aws_kms_key.k': 'undetermined, refused, var.r is not known offline' })
  })
})

describe('variables files', () => {
  test('the one that counts is healed, the others stay', async () => {
    const files = {
      'main.tf': `variable "r" {\n  default = true\n}\n${key('k', 'var.r')}`,
      'terraform.tfvars': 'r = true\n',
      'a.auto.tfvars': 'r = true\n',
      'b.auto.tfvars': 'r = false # why\n',
    }
    expect((await heal(files)).changed).toEqual({ 'b.auto.tfvars': 'r = true # why\n' })
  })
})
