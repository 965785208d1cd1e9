import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Ran, regraft, tree } from '../cli.ts'
import { bucket, manifest, manifestBomb } from './samples.ts'

const deep = 100_000
const nest = (open: string, close: string): string => open.repeat(deep) + close.repeat(deep)

/** By path: what hostile files hold, and the code that must name each. Undefined: read without complaint. */
const hostile: Record<string, readonly [content: string | Uint8Array, code: string | undefined]> = {
  'bomb.yaml': [manifestBomb, 'YAML_ALIAS_LIMIT'],
  'deep.yaml': [
    `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: deep}\ndata: ${nest('[', ']')}\n`,
    'YAML_TOO_DEEP',
  ],
  'deep.json': [`{"apiVersion":"v1","kind":"ConfigMap","data":${nest('[', ']')}}`, 'JSON_TOO_DEEP'],
  'deep/deep.tf': [`locals {\n  x = ${nest('[', ']')}\n}\n`, 'HCL_TOO_DEEP'],
  'blocks/deep.tf': [`${'a {\n'.repeat(deep)}${'}\n'.repeat(deep)}`, 'HCL_TOO_DEEP'],
  'deep.ts': [
    `import * as aws from '@pulumi/aws'\nnew aws.s3.Bucket('x', ${nest('(', ')')})\n`,
    'TYPESCRIPT_TOO_DEEP',
  ],
  'huge.yaml': [Buffer.alloc(50 * 1024 * 1024, `${manifest('x')}---\n`), 'FILE_TOO_LARGE'],
  'utf8/bad.tf': [
    new Uint8Array([...Buffer.from('locals {\n  a = "'), 0xff, 0xfe, ...Buffer.from('"\n}\n')]),
    'NOT_TEXT',
  ],
  'nul/nul.yaml': ['apiVersion: v1\nkind: Pod\u0000\n', 'NOT_TEXT'],
  'broken/broken.tf': ['resource "aws_kms_key" "k" {\n  enable_key_rotation = \n', 'HCL_MISSING_VALUE'],
  'main.tf/inner.tf': ['locals {}\n', undefined],
}

let root: string
let outside: string
let healed: Ran
let before: Record<string, string>

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'regraft-hostile-'))
  outside = mkdtempSync(join(tmpdir(), 'regraft-beyond-'))
  for (const [path, [content]] of Object.entries(hostile)) {
    mkdirSync(join(root, path, '..'), { recursive: true })
    writeFileSync(join(root, path), content)
  }
  writeFileSync(join(outside, 'pod.yaml'), manifest('outside'))
  symlinkSync(join(outside, 'pod.yaml'), join(root, 'escape.yaml'))
  writeFileSync(join(root, 'locked.yaml'), manifest('locked'))
  chmodSync(join(root, 'locked.yaml'), 0o444)
  writeFileSync(join(root, 'good.yaml'), manifest('good'))
  mkdirSync(join(root, 'good'))
  writeFileSync(join(root, 'good', 'main.tf'), bucket('good'))
  before = tree(root)
  healed = regraft(['heal', '--unsafe'], root)
}, 180_000)

afterAll(() => {
  rmSync(root, { recursive: true, force: true })
  rmSync(outside, { recursive: true, force: true })
})

test('the run ends by itself within its memory, says that something is left, and shows no stack', () => {
  expect(healed.status).toBe(1)
  expect(healed.stderr + healed.stdout).not.toMatch(/\n\s+at .*\(.*:\d+:\d+\)/)
})

test.each(Object.entries(hostile).filter(([, [, code]]) => code !== undefined))(
  '%s is named',
  (path, [, code]) => {
    const named = healed.report.diagnostics.filter((diagnostic) => diagnostic.file === path)
    expect(named.map((diagnostic) => diagnostic.code)).toContain(code)
  },
)

test('the link that leaves the root and the read-only file are named and left', () => {
  const codes = (file: string): string[] =>
    healed.report.diagnostics.filter((d) => d.file === file).map((d) => d.code)
  expect(codes('escape.yaml')).toEqual(['LINK_LEAVES_ROOT'])
  expect(codes('locked.yaml')).toEqual(['FILE_READ_ONLY'])
  expect(readFileSync(join(outside, 'pod.yaml'), 'utf8')).toBe(manifest('outside'))
})

test('healthy files are served, everything else keeps its bytes', () => {
  const after = tree(root)
  const changed = Object.keys(after).filter((path) => after[path] !== before[path])
  expect(changed).toEqual(['good/main.tf', 'good.yaml'])
  expect(readFileSync(join(root, 'good', 'main.tf'), 'utf8')).toBe(
    bucket('good').replace(/= false/g, '= true'),
  )
  expect(readFileSync(join(root, 'good.yaml'), 'utf8')).toContain('  name: good # who\n')
})

test('undo restores every byte', () => {
  expect(regraft(['undo'], root).status).toBe(0)
  expect(tree(root)).toEqual(before)
})
