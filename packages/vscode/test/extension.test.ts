import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readSettings } from '../../adapter-lsp/src/settings.ts'
import { Editor } from '../../adapter-lsp/test/editor.ts'
import { Folder } from '../../adapter-lsp/test/folder.ts'
import { choicesOf, problemOf } from '../src/answer.ts'

const at = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url))
const server = at('dist/server.mjs')
const built = existsSync(server)

interface Property {
  readonly type: string | readonly string[]
  readonly default: unknown
  readonly enum?: readonly unknown[]
}

// The parts of the manifest that are asked below.
const manifest = JSON.parse(readFileSync(at('package.json'), 'utf8')) as {
  readonly version: string
  readonly main: string
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[]
    readonly configuration: { readonly properties: { readonly [name: string]: Property } }
  }
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] }
  }
}
const properties = Object.entries(manifest.contributes.configuration.properties)

describe('the manifest', () => {
  it('declares settings as the server knows them; those that are not set change nothing', () => {
    const defaults = Object.fromEntries(
      properties.map(([name, property]) => [name.replace(/^regraft\./, '').split('.')[0], property.default]),
    )
    expect(readSettings(defaults)).toEqual({ settings: { enable: true }, problems: [] })
    const examples: { readonly [type: string]: unknown } = {
      boolean: false,
      number: 1,
      array: ['terraform'],
      string: 'high',
    }
    for (const [name, property] of properties.filter(([name]) => !name.includes('.trace.'))) {
      const key = name.replace('regraft.', '')
      const type = [property.type].flat()[0] ?? ''
      expect(readSettings({ [key]: examples[type] }), name).toEqual({
        settings: { [key]: examples[type] },
        problems: [],
      })
      for (const value of property.enum ?? []) expect(readSettings({ [key]: value }).problems).toEqual([])
    }
  })

  it('names the commands that the extension registers', () => {
    const registered = [
      ...readFileSync(at('src/extension.ts'), 'utf8').matchAll(/registerCommand\('([^']+)'/g),
    ]
    expect(manifest.contributes.commands.map(({ command }) => command).sort()).toEqual(
      registered.map(([, name]) => name).sort(),
    )
  })

  it('takes policies from trusted workspaces only', () => {
    expect(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations).toEqual(['regraft.policies'])
  })
})

describe('an answer', () => {
  it('is picked where there are few, the usual one first', () => {
    expect(choicesOf({ type: 'boolean', description: '', default: false })).toEqual([false, true])
    expect(choicesOf({ type: 'enum', description: '', values: ['a', 'b'], default: 'b' })).toEqual(['b', 'a'])
    expect(choicesOf({ type: 'number', description: '', default: 7 })).toBeUndefined()
  })

  it('is looked at while it is typed', () => {
    expect(problemOf('7', { type: 'number', description: '' })).toBeUndefined()
    expect(problemOf('', { type: 'number', description: '' })).toBe('a number')
    expect(problemOf('x', { type: 'number', description: '' })).toBe('a number')
    expect(problemOf('ab', { type: 'string', description: '', pattern: '^a$' })).toBe('must match ^a$')
    expect(problemOf('a', { type: 'string', description: '', pattern: '(' })).toBeUndefined()
    expect(problemOf(' ', { type: 'cidr', description: '' })).toBe('a value is needed')
  })
})

describe.skipIf(!built)(`the bundled server${built ? '' : ' (skipped: not built)'}`, () => {
  let folder: Folder
  let editor: Editor
  beforeEach(() => {
    folder = new Folder()
    editor = Editor.fork(server)
  })
  afterEach(async () => {
    expect([await editor.stop(), editor.stderr]).toEqual([0, ''])
    folder.remove()
  })

  it('serves Terraform, Kubernetes and Pulumi without any package installed', async () => {
    const { serverInfo } = await editor.start([folder.uri])
    expect(serverInfo).toEqual({ name: 'regraft', version: manifest.version })
    const files = [
      [
        'main.tf',
        'terraform',
        'resource "aws_kms_key" "k" {\n  enable_key_rotation = false\n}\n',
        'aws/kms-rotation',
      ],
      [
        'pod.yaml',
        'yaml',
        'apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec: { hostPID: true }\n',
        'kubernetes/host-pid',
      ],
      [
        'index.ts',
        'typescript',
        "import * as aws from '@pulumi/aws'\nnew aws.kms.Key('k', { enableKeyRotation: false })\n",
        'aws/kms-rotation',
      ],
    ] as const
    for (const [name, language, text, code] of files) {
      await editor.open(folder.uriOf(name), text, language)
      expect((await editor.diagnostics(folder.uriOf(name))).map((it) => it.code)).toContain(code)
      expect(await editor.fixes(folder.uriOf(name))).not.toEqual([])
    }
    expect(editor.logged).toEqual([])
  })
})
