// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates are Terraform's here
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { builtin } from '@regraft/policies'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Workspace } from '../src/index.ts'
import { createEngine, type Engine, memoryWorkspace, overlayWorkspace } from '../src/index.ts'
import { diskWorkspace } from '../src/node.ts'

let engine: Engine
beforeAll(async () => {
  engine = await createEngine({ policies: [builtin], maxFileBytes: 1000 })
})

let root: string
let outside: string
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'regraft-around-')))
  outside = realpathSync(mkdtempSync(join(tmpdir(), 'regraft-outside-')))
})
afterEach(() => {
  rmSync(root, { recursive: true, force: true })
  rmSync(outside, { recursive: true, force: true })
})

type Files = { readonly [path: string]: string | Uint8Array }

function onDisk(files: Files): Workspace {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content)
  }
  return diskWorkspace(root)
}

/** Whether an expression is true, false or unknown in a module of the directory `infra`. */
async function valueIn(workspace: Workspace): Promise<string> {
  const report = await engine.check(workspace, { rules: ['aws/kms-rotation'], frameworks: ['terraform'] })
  expect(report.diagnostics).toEqual([])
  const [finding] = report.findings
  return finding === undefined ? 'true' : finding.status === 'open' ? 'false' : finding.status
}

const main = (expression: string): Files => ({
  'infra/main.tf': `resource "aws_kms_key" "k" {\n  enable_key_rotation = ${expression}\n}\n`,
})

const around: Files = {
  'infra/p.json': '{"rotate": true}',
  'infra/t.tftpl': '%{ if on }yes%{ else }no%{ endif } ${file("infra/deep.txt")}',
  'infra/infra/deep.txt': 'deep',
  'infra/x.bin': new Uint8Array([0, 255]),
  'infra/big.txt': 'x'.repeat(2000),
  'shared/a/one.yaml': 'a: 1',
  'shared/two.yaml': 'b: 2',
  'shared/.hidden.yaml': 'c: 3',
}

const cases: readonly (readonly [string, string])[] = [
  ['jsondecode(file("p.json")).rotate', 'true'],
  ['jsondecode(file("${path.module}/p.json")).rotate', 'true'],
  ['file("../shared/two.yaml") == "b: 2"', 'true'],
  ['yamldecode(file("../shared/two.yaml")).b == 3', 'false'],
  ['templatefile("t.tftpl", { on = true, }) == "yes deep"', 'true'],
  ['filebase64("x.bin") == "AP8="', 'true'],
  ['filesha256("x.bin") == sha256("a")', 'false'],
  ['file("x.bin") == "a"', 'undetermined'],
  ['fileexists("p.json")', 'true'],
  ['fileexists("q.json")', 'false'],
  ['fileexists("../../../etc/passwd")', 'undetermined'],
  ['file("../../../../../../etc/passwd") == ""', 'undetermined'],
  ['file("/etc/passwd") == ""', 'undetermined'],
  ['file("q.json") == ""', 'undetermined'],
  ['file("big.txt") == ""', 'undetermined'],
  ['fileexists("big.txt")', 'true'],
  ['fileexists("../nowhere/x")', 'false'],
  ['length(fileset("../shared", "*.yaml")) == 2', 'true'],
  ['contains(fileset("../shared", "**"), "a/one.yaml")', 'true'],
  ['length(fileset("../nowhere", "*")) == 0', 'true'],
  ['file("../shared/${tolist(fileset("../shared", "t*"))[0]}") == "b: 2"', 'true'],
]

describe('what functions read', () => {
  it.each(cases)('%s', async (expression, expected) => {
    const files = {
      ...around,
      ...main(expression),
    }
    expect(await valueIn(memoryWorkspace(files))).toBe(expected)
    expect(await valueIn(onDisk(files))).toBe(expected)
  })

  it('is what an editor shows, and what the healed file says', async () => {
    const base = memoryWorkspace({ ...around, ...main('jsondecode(file("p.json")).rotate') })
    const over = overlayWorkspace(base, new Map([['infra/p.json', '{"rotate": false}']]))
    expect(await valueIn(over)).toBe('false')
    expect(await valueIn(overlayWorkspace(base, new Map([['shared/z.yaml', '']])))).toBe('true')
    const listed = memoryWorkspace({ ...around, ...main('length(fileset("../shared", "*.yaml")) == 3') })
    expect(await valueIn(overlayWorkspace(listed, new Map([['shared/z.yaml', '']])))).toBe('true')
  })

  it('stays known while other things are healed', async () => {
    const files = {
      'main.tf':
        'resource "aws_kms_key" "a" {\n  enable_key_rotation = jsondecode(file("p.json")).rotate\n}\nresource "aws_kms_key" "b" {\n  enable_key_rotation = false\n}\n',
      'p.json': '{"rotate": true}',
    }
    const workspace = memoryWorkspace(files)
    const report = await engine.heal(workspace, { rules: ['aws/kms-rotation'] })
    expect(report.findings.map(({ resource, status }) => [resource.address, status])).toEqual([
      ['aws_kms_key.b', 'healed'],
    ])
    expect(workspace.texts.get('main.tf')).toBe(files['main.tf'].replace('false', 'true'))
  })

  it('is not edited: a value that it holds is told and left', async () => {
    const workspace = memoryWorkspace({
      ...around,
      'infra/p.json': '{"rotate": false}',
      ...main('jsondecode(file("p.json")).rotate'),
    })
    const report = await engine.heal(workspace, { rules: ['aws/kms-rotation'] })
    expect(report.findings.map(({ fix }) => [fix?.result, fix?.code])).toEqual([['refused', 'COMPUTED']])
    expect(workspace.texts.get('infra/p.json')).toBe('{"rotate": false}')
  })
})

describe('links', () => {
  it('that leave the root are not followed', async () => {
    writeFileSync(join(outside, 'p.json'), '{"rotate": false}')
    const workspace = onDisk(main('jsondecode(file("p.json")).rotate'))
    symlinkSync(join(outside, 'p.json'), join(root, 'infra/p.json'))
    const check = await engine.check(workspace, { rules: ['aws/kms-rotation'], frameworks: ['terraform'] })
    expect(check.findings.map(({ status }) => status)).toEqual(['undetermined'])
  })

  it('in a folder make its listing unknown when they leave the root or lead to folders', async () => {
    const workspace = onDisk({ ...around, ...main('length(fileset("../shared", "*.yaml")) == 2') })
    expect(await valueIn(workspace)).toBe('true')
    symlinkSync(join(root, 'infra'), join(root, 'shared/more'))
    expect(await valueIn(workspace)).toBe('undetermined')
    expect(await workspace.listFolder?.('shared', false)).toContain('two.yaml')
    symlinkSync(outside, join(root, 'away'))
    expect(await workspace.listFolder?.('away', true)).toBeUndefined()
  })
})

it('a listing holds what git ignores, but nothing of ours or of git', async () => {
  const workspace = onDisk({
    '.gitignore': '*.log\n',
    'a.log': '',
    'd/b.tf': '',
    '.regraft/runs/1/journal.json': '{}',
    '.git/config': '',
  })
  expect(await workspace.listFolder?.('.', true)).toEqual(['.gitignore', 'a.log', 'd/b.tf'])
  expect(await workspace.listFolder?.('.', false)).toEqual(['.gitignore', 'a.log'])
  expect(await workspace.listFolder?.('none', true)).toEqual([])
})

it('files that are named are listed though they are ignored, excluded or lie elsewhere', async () => {
  onDisk({ '.gitignore': '*.tfvars\n', 'infra/main.tf': '', 'env/a.tfvars': '', 'env/main.tf': '' })
  const workspace = diskWorkspace(root, {
    paths: [join(root, 'infra')],
    also: ['env/a.tfvars', 'env/none.tfvars'],
  })
  expect((await workspace.list()).files.map(({ path }) => path)).toEqual(['env/a.tfvars', 'infra/main.tf'])
  expect(workspace.scope('env/a.tfvars')).toBe(false)
})

it('a function whose library comes late has its value; a type that no rule looks at costs no reading', async () => {
  const files = memoryWorkspace({
    'infra/main.tf':
      'resource "aws_kms_key" "k" {\n  enable_key_rotation = file("k.txt") == regex("^f", "false")\n}\n' +
      'resource "azurerm_policy_definition" "p" {\n  policy_rule = file("p.json")\n}\n',
    'infra/p.json': '{}',
    'infra/k.txt': 't',
  })
  const asked: string[] = []
  const workspace: Workspace = {
    root: files.root,
    list: () => files.list(),
    read: (path, maxBytes) => {
      asked.push(path)
      return files.read(path, maxBytes)
    },
    write: (written) => files.write(written),
  }
  expect(await valueIn(workspace)).toBe('false')
  expect(asked).toContain('infra/k.txt')
  expect(asked).not.toContain('infra/p.json')
})
