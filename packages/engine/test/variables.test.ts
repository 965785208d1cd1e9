import { RegraftError } from '@regraft/model'
import { builtin } from '@regraft/policies'
import { beforeAll, describe, expect, it } from 'vitest'
import type { RunOptions } from '../src/index.ts'
import { createEngine, type Engine, memoryWorkspace } from '../src/index.ts'

let engine: Engine
beforeAll(async () => {
  engine = await createEngine({ policies: [builtin] })
})

const key =
  'variable "rotate" {\n  type = bool\n}\nresource "aws_kms_key" "k" {\n  enable_key_rotation = var.rotate\n}\n'
const rules = ['aws/kms-rotation']

async function found(
  files: { readonly [path: string]: string },
  variables: RunOptions['variables'] = {},
): Promise<string[]> {
  const report = await engine.check(memoryWorkspace(files), { rules, variables })
  expect(report.diagnostics).toEqual([])
  return report.findings.map(
    ({ status, location: { file, start } }) => `${status} ${file}:${start.line}:${start.column}`,
  )
}

async function healed(
  files: { readonly [path: string]: string },
  variables: RunOptions['variables'],
): Promise<{ changed: { [path: string]: string }; results: (string | undefined)[] }> {
  const workspace = memoryWorkspace(files)
  const report = await engine.heal(workspace, { rules, variables })
  const changed = [...workspace.texts].filter(([path, text]) => files[path] !== text)
  return {
    changed: Object.fromEntries(changed),
    results: report.findings.map(({ fix }) => fix?.reason ?? fix?.result),
  }
}

async function refusal(
  files: { readonly [path: string]: string },
  file: string,
): Promise<{ message: string; codes: string[] }> {
  const failure: unknown = await engine
    .check(memoryWorkspace(files), { variables: { files: [file] } })
    .catch((error: unknown) => error)
  if (!(failure instanceof RegraftError)) throw new Error('no refusal')
  expect(failure.code).toBe('VARIABLES_FILE')
  return { message: failure.message, codes: failure.diagnostics.map(({ code }) => code) }
}

describe('values of variables', () => {
  it('come from a file that is named, wherever it lies', async () => {
    const files = {
      'infra/main.tf': key,
      'env/dev.tfvars': 'rotate = false\n',
      'env/prod.tfvars': 'rotate = true\n',
    }
    expect(await found(files)).toEqual(['undetermined infra/main.tf:5:25'])
    expect(await found(files, { files: ['env/dev.tfvars'] })).toEqual(['open infra/main.tf:5:25'])
    expect(await found(files, { files: ['env/prod.tfvars'] })).toEqual([])
  })

  it('are those of the last file that sets them, and of --var before any', async () => {
    const files = { 'main.tf': key, 'a.tfvars': 'rotate = false', 'b.tfvars.json': '{"rotate": true}' }
    expect(await found(files, { files: ['a.tfvars', 'b.tfvars.json'] })).toEqual([])
    expect(await found(files, { files: ['b.tfvars.json', 'a.tfvars'] })).toEqual(['open main.tf:5:25'])
    expect(await found(files, { files: ['a.tfvars'], values: { rotate: 'true' } })).toEqual([])
    expect(
      await found({ ...files, 'terraform.tfvars': 'rotate = true' }, { values: { rotate: 'false' } }),
    ).toEqual(['open main.tf:5:25'])
  })

  it('may be in a file of any name', async () => {
    expect(await found({ 'main.tf': key, 'prod.vars': 'rotate = true' }, { files: ['prod.vars'] })).toEqual(
      [],
    )
    expect(await found({ 'main.tf': key, 'v.json': '{"rotate": true}' }, { files: ['v.json'] })).toEqual([])
  })

  it.each([
    ['', '["a"]', '["a"]'],
    ['type = string', '["a"]', '["a"]'],
    ['type = string', '5', '5'],
    ['type = list(string)', '["a", 5]', ['a', '5']],
    ['type = map(number)', '{ a = 1,\n b = "2" }', { a: 1, b: 2 }],
    ['type = any', '{ a = [true] }', { a: [true] }],
    ['type = any', '"x"', 'x'],
    ['type = number', '5', 5],
  ] as const)('%s of --var %s', async (type, text, value) => {
    const main = `variable "v" {\n${type}\n}\nresource "aws_kms_key" "k" {\n  enable_key_rotation = jsonencode(var.v) == "${JSON.stringify(JSON.stringify(value)).slice(1, -1)}"\n}\n`
    expect(await found({ 'main.tf': main }, { values: { v: text } })).toEqual([])
  })

  it.each(['[', 'x', 'upper("a")', '1) + (2', '["a"'])('of --var %s for a list are none', async (text) => {
    const main =
      'variable "v" {\n  type = list(string)\n}\nresource "aws_kms_key" "k" {\n  enable_key_rotation = var.v[0] == "a"\n}\n'
    const report = await engine.check(memoryWorkspace({ 'main.tf': main }), {
      rules,
      variables: { values: { v: text } },
    })
    expect(report.findings.map(({ status }) => status)).toEqual(['undetermined'])
    expect(report.diagnostics.map(({ code, file }) => [code, file])).toEqual([
      ['TERRAFORM_VARIABLE', 'main.tf'],
    ])
  })
})

describe('a fix of such a value', () => {
  it('lands in the line of the file that is named', async () => {
    const files = { 'infra/main.tf': key, 'env/dev.tfvars': '# dev\nrotate = false # why\n' }
    expect(await healed(files, { files: ['env/dev.tfvars'] })).toEqual({
      changed: { 'env/dev.tfvars': '# dev\nrotate = true # why\n' },
      results: ['applied'],
    })
  })

  it('lands at the use when other root modules take from the file', async () => {
    const files = { 'a/main.tf': key, 'b/main.tf': key, 'c/main.tf': '', 'a/x.tfvars': 'rotate = false\n' }
    const fixed = key.replace('var.rotate', 'true')
    expect(await healed(files, { files: ['a/x.tfvars'] })).toEqual({
      changed: { 'a/main.tf': fixed, 'b/main.tf': fixed },
      results: ['applied', 'applied'],
    })
  })

  it('lands at the use when the value is given on the command line', async () => {
    expect(await healed({ 'main.tf': key }, { values: { rotate: 'false' } })).toEqual({
      changed: { 'main.tf': key.replace('var.rotate', 'true') },
      results: ['applied'],
    })
  })
})

describe('a variables file that is named', () => {
  it('must be there, be text and parse', async () => {
    expect(await refusal({}, 'a.tfvars')).toEqual({
      message: 'the variables file a.tfvars cannot be read',
      codes: ['FILE_MISSING'],
    })
    expect(await refusal({ 'a.tfvars': 'x = [' }, 'a.tfvars')).toMatchObject({
      message: 'the variables file a.tfvars does not parse',
    })
    expect(await refusal({ 'a.tfvars': '\0' }, 'a.tfvars')).toEqual({
      message: 'the variables file a.tfvars is not text',
      codes: ['NOT_TEXT'],
    })
  })

  it('holds values and lies in the root', async () => {
    expect((await refusal({ 'main.tf': key }, 'main.tf')).message).toContain('holds configuration')
    expect((await refusal({}, '../a.tfvars')).message).toContain('lies outside')
  })
})
