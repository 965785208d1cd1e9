import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { snippetsOf } from './snippets.ts'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const script = join(root, 'scripts', 'new-adapter.mjs')

it('docs/embed.md shows the example, in at most fifty lines', () => {
  const [snippet] = snippetsOf(readFileSync(join(root, 'docs/embed.md'), 'utf8')).filter(
    ({ kind }) => kind === 'file',
  )
  if (snippet?.kind !== 'file') throw new Error('the page shows no file')
  expect(snippet.text).toBe(readFileSync(join(root, snippet.path), 'utf8'))
  expect(snippet.text.trimEnd().split('\n').length).toBeLessThanOrEqual(50)
})

describe('new:adapter', () => {
  let clone: string
  beforeEach(() => {
    clone = mkdtempSync(join(tmpdir(), 'regraft-adapter-'))
    for (const file of [
      'tsconfig.json',
      'tsconfig.base.json',
      'tsup.base.ts',
      'typedoc.json',
      'packages/model/package.json',
    ]) {
      mkdirSync(dirname(join(clone, file)), { recursive: true })
      cpSync(join(root, file), join(clone, file))
    }
  })
  afterEach(() => rmSync(clone, { recursive: true, force: true }))

  function run(...args: readonly string[]) {
    return spawnSync(process.execPath, [script, ...args], {
      encoding: 'utf8',
      env: { ...process.env, REGRAFT_ROOT: clone },
    })
  }
  const read = (file: string): string => readFileSync(join(clone, file), 'utf8')

  it('writes a package and enters it where packages are listed', () => {
    const { status, stdout } = run('build-kite')
    expect(status).toBe(0)
    const written = stdout.split('\n').filter((line) => line.startsWith('packages/'))
    expect(written.filter((file) => !existsSync(join(clone, file)))).toEqual([])
    for (const [file, list] of [
      [
        'tsconfig.json',
        (text: string) => JSON.parse(text).references.map(({ path }: { path: string }) => path),
      ],
      ['typedoc.json', (text: string) => JSON.parse(text).entryPoints],
    ] as const) {
      const before = list(readFileSync(join(root, file), 'utf8'))
      const added = list(read(file))
      expect(added.filter((path: string) => !before.includes(path))).toEqual(['packages/adapter-build-kite'])
      expect(added).toHaveLength(before.length + 1)
    }
    // The shape of its manifest is that of the others.
    const own = JSON.parse(read('packages/adapter-build-kite/package.json'))
    const other = JSON.parse(readFileSync(join(root, 'packages/eslint-plugin/package.json'), 'utf8'))
    expect(own.exports).toEqual(other.exports)
    expect(own.publishConfig).toEqual(other.publishConfig)
    expect([own.license, own.engines, own.version]).toEqual([other.license, other.engines, other.version])
  })

  it('what it writes does its work', async () => {
    run('demo')
    const source = read('packages/adapter-demo/src/adapter.ts')
    const { outputText } = ts.transpileModule(source, {
      compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023 },
    })
    const modules = join(clone, 'node_modules', '@regraft')
    mkdirSync(modules, { recursive: true })
    for (const [name, path] of [
      ['engine', 'packages/engine'],
      ['model', 'packages/model'],
      ['policies', 'policies'],
    ] as const)
      symlinkSync(join(root, path), join(modules, name))
    const bad = 'resource "aws_kms_key" "k" {\n  enable_key_rotation = false\n}\n'
    const main = `${outputText}
const adapter = await createAdapter()
const texts = { 'main.tf': ${JSON.stringify(bad)} }
console.log(JSON.stringify([await adapter.check(texts), [...(await adapter.heal(texts))]]))`
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', main], {
      cwd: clone,
      encoding: 'utf8',
    })
    expect(stderr).toBe('')
    const [messages, healed] = JSON.parse(stdout)
    expect(messages).toEqual([
      {
        file: 'main.tf',
        line: 2,
        column: 25,
        rule: 'aws/kms-rotation',
        severity: 'low',
        message: 'the key is not rotated',
        fix: 'Turn yearly rotation on',
      },
    ])
    expect(healed).toEqual([['main.tf', bad.replace('false', 'true')]])
  })

  it.each([[], ['../x'], ['a', 'b']].map((args) => [args]))('refuses %j', (args) => {
    const { status, stderr } = run(...args)
    expect([status, stderr]).toEqual([2, expect.stringMatching(/is no name/)])
    expect(readdirSync(join(clone, 'packages'))).toEqual(['model'])
  })

  it('writes over nothing', () => {
    run('demo')
    const before = read('typedoc.json')
    const { status, stderr } = run('demo')
    expect([status, stderr]).toEqual([2, expect.stringMatching(/packages\/adapter-demo is there already/)])
    expect(read('typedoc.json')).toBe(before)
  })
})
