import { spawnSync } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createEngine } from '@regraft/engine'
import { diskWorkspace } from '@regraft/engine/node'
import { builtin } from '@regraft/policies'
import { ESLint } from 'eslint'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { snippetsOf } from '../../../test/snippets.ts'
import regraft from '../src/index.ts'
import { built } from './lint.ts'

const own = fileURLToPath(new URL('..', import.meta.url))
const repository = join(own, '..', '..')
const eslintBin = join(
  dirname(createRequire(import.meta.url).resolve('eslint/package.json')),
  'bin',
  'eslint.js',
)

/** What the page tells its readers to paste, by the file it is for. */
const page = new Map(
  snippetsOf(readFileSync(join(repository, 'docs/adapters/eslint.md'), 'utf8')).flatMap((it) =>
    it.kind === 'file' ? [[it.path, it.text] as const] : [],
  ),
)

let folder: string
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'regraft-eslint-')))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function put(files: { readonly [path: string]: string }): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
}

/** A project as `npm install` leaves it, and what its `npx eslint` says. */
function eslint(config: string, ...args: readonly string[]) {
  for (const name of ['@regraft/eslint-plugin', '@typescript-eslint/parser', 'yaml-eslint-parser']) {
    const link = join(folder, 'node_modules', name)
    mkdirSync(dirname(link), { recursive: true })
    symlinkSync(name.startsWith('@regraft/') ? own : join(own, 'node_modules', name), link)
  }
  put({ 'eslint.config.mjs': config })
  return spawnSync(process.execPath, [eslintBin, ...args], { cwd: folder, encoding: 'utf8' })
}

async function inProcess(fix: boolean): Promise<ESLint.LintResult[]> {
  const host = new ESLint({
    cwd: folder,
    overrideConfigFile: true,
    overrideConfig: regraft.configs.standalone,
    fix,
  })
  const results = await host.lintFiles(['.'])
  if (fix) await ESLint.outputFixes(results)
  return results
}

const kms = (rotation: string): string =>
  `import * as aws from '@pulumi/aws'\nexport const key = new aws.kms.Key('k', { enableKeyRotation: ${rotation} })\n`

describe.skipIf(!built)('the command of ESLint 9', () => {
  it('heals what the page says, to the bytes of heal; what is left is told', async () => {
    const infra = join(folder, 'infra')
    for (const part of ['pulumi', 'terraform'])
      cpSync(join(repository, 'examples/insecure', part), join(infra, part), { recursive: true })
    const files = ['pulumi/index.ts', 'terraform/storage.tf', 'terraform/database.tf']
    const texts = (): string[] => files.map((file) => readFileSync(join(infra, file), 'utf8'))
    const before = texts()
    const { status, stdout, stderr } = eslint(page.get('eslint.config.mjs') ?? '', '--fix', '.')
    expect([status, stderr]).toEqual([1, ''])
    expect(stdout).toMatch(
      /aws\/rds-deletion-protection: .* \(The fix changes infra\/terraform\/variables\.tf: regraft heal\)/,
    )
    expect(stdout).toMatch(
      /aws\/sg-open-ssh: .* \(Only you know the value: regraft heal --input admin_cidr=…\)/,
    )
    const linted = texts()
    for (const [i, file] of files.entries()) writeFileSync(join(infra, file), before[i] ?? '')
    const engine = await createEngine({ policies: [builtin] })
    await engine.heal(diskWorkspace(infra), { files: (path) => files.includes(path) })
    expect(linted).toEqual(texts())
    expect(linted).not.toEqual(before)
  })

  it('takes the second configuration of the page, with parsers', () => {
    put({
      'index.ts': kms('false'),
      'a.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec: { hostPID: true, containers: [] }\n',
    })
    const { status, stdout, stderr } = eslint(page.get('eslint.config.js') ?? '', '--format', 'json', '.')
    expect([status, stderr]).toEqual([1, ''])
    const results: ESLint.LintResult[] = JSON.parse(stdout)
    const told = results.flatMap(({ messages }) =>
      messages.map(({ ruleId, message }) => `${ruleId} ${message.split(':')[0]}`),
    )
    expect(told).toContain('regraft/pulumi aws/kms-rotation')
    expect(told).toContain('regraft/kubernetes kubernetes/host-pid')
    expect(told.filter((message) => message.includes('seccomp'))).toEqual([])
  })
})

describe.skipIf(!built)('what lies around a file', () => {
  it('is the program below the nearest Pulumi.yaml', async () => {
    const index =
      "import * as aws from '@pulumi/aws'\nimport { rotate } from './lib/settings'\nexport const key = new aws.kms.Key('k', { enableKeyRotation: rotate })\n"
    const settings = "import '@pulumi/aws'\nexport const rotate = false\n"
    put({ 'index.ts': index, 'lib/settings.ts': settings })
    expect((await inProcess(true)).flatMap(({ messages }) => messages)).toEqual([])
    expect(readFileSync(join(folder, 'index.ts'), 'utf8')).toBe(index)
    put({ 'Pulumi.yaml': 'name: p\nruntime: nodejs\n' })
    await inProcess(true)
    expect(readFileSync(join(folder, 'index.ts'), 'utf8')).toBe(index.replace(': rotate', ': true'))
    expect(readFileSync(join(folder, 'lib/settings.ts'), 'utf8')).toBe(settings)
  })

  it('says which manifests are patches', async () => {
    const pod = 'apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec: { hostPID: true }\n'
    put({
      'a.yaml': pod,
      'b.yaml': pod,
      'kustomization.yaml': 'resources: [a.yaml]\npatches:\n  - path: b.yaml\n',
    })
    const found = (await inProcess(false)).filter(({ messages }) => messages.length > 0)
    expect(found.map(({ filePath }) => filePath)).toEqual([join(folder, 'a.yaml')])
  })

  it("is the project's regraft.yaml", async () => {
    put({ 'index.ts': kms('false'), 'old/index.ts': kms('false') })
    const told = async (): Promise<number> =>
      (await inProcess(false)).flatMap(({ messages }) => messages).length
    expect(await told()).toBe(2)
    put({ 'regraft.yaml': 'exclude: [old/**]\n' })
    expect(await told()).toBe(1)
    put({ 'regraft.yaml': 'rules:\n  aws/kms-rotation: off\n' })
    expect(await told()).toBe(0)
    put({ 'regraft.yaml': 'rule: {}\n' })
    await expect(told()).rejects.toThrow(/CONFIG_INVALID/)
  })

  it('is not the file on the disk, but the text in the editor', async () => {
    put({ 'index.ts': kms('false') })
    const host = new ESLint({
      cwd: folder,
      overrideConfigFile: true,
      overrideConfig: regraft.configs.standalone,
    })
    const filePath = join(folder, 'index.ts')
    expect((await host.lintText(kms('true'), { filePath }))[0]?.messages).toEqual([])
    expect((await host.lintText(kms('false'), { filePath }))[0]?.messages).toHaveLength(1)
  })
})
