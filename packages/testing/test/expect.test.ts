import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { expectClean, expectHeals } from '../src/index.ts'
import { map, policy, strict } from './policies.ts'
import '../src/vitest.ts'

const [file = '', text = ''] = Object.entries(policy(strict))[0] ?? []
const modules = { modules: { [file]: text } }
const [loose, healed] = [map('  mode: loose\n'), map('  mode: strict\n')]

test('what heals as expected passes, anything else says what differs', async () => {
  await expectHeals(modules, loose, healed)
  await expectClean(modules, healed)
  await expect(expectHeals(modules, loose, map('  mode: other\n'))).rejects.toMatchObject({
    code: 'EXPECTATION_FAILED',
    message: expect.stringContaining('-  mode: other\n  +  mode: strict'),
  })
  await expect(expectClean(modules, loose)).rejects.toMatchObject({
    message: 'clean: it fires: open: the mode is not strict (safe: Be strict)',
  })
})

test('the matchers say the same, and can be turned round', async () => {
  await expect(modules).toHeal(loose, healed)
  await expect(modules).toFindNothing({ 'main.yaml': healed })
  await expect(modules).not.toHeal(loose, loose)
  await expect(expect(modules).toFindNothing(loose)).rejects.toThrow('it fires')
})

test('of several rules one must be named', async () => {
  const several = { modules: policy(strict) }
  await expect(expectHeals(several, loose, healed)).rejects.toMatchObject({ code: 'RULE_UNKNOWN' })
  await expectHeals([several], loose, healed, { rule: 'demo/mode' })
})

// The README's own snippet, run as a user runs it: the built package, a vitest of its own, in another folder.
const own = dirname(dirname(fileURLToPath(import.meta.url)))
const built =
  existsSync(join(own, 'dist/vitest.js')) && existsSync(join(own, '../../policies/dist/library.js'))
const project = mkdtempSync(join(own, 'node_modules', '.regraft-project-'))
afterAll(() => rmSync(project, { recursive: true, force: true }))

test.skipIf(!built)(`the README's suite runs${built ? '' : ' (skipped: not built)'}`, () => {
  const readme = readFileSync(join(own, 'README.md'), 'utf8')
  const blocks = [...readme.matchAll(/^```(?:ts|text)\n\/?[/#] (\S+\.(?:ts|rego))\n([\s\S]*?)^```/gm)]
  expect(blocks.map(([, name]) => name)).toEqual([
    'policies/acme/strict/kubernetes.rego',
    'test/strict.test.ts',
  ])
  for (const [, name = '', code = ''] of blocks) {
    mkdirSync(dirname(join(project, name)), { recursive: true })
    writeFileSync(join(project, name), code)
  }
  writeFileSync(join(project, 'package.json'), '{"type":"module","private":true}')
  // Else vitest would take the configuration of this repository.
  writeFileSync(join(project, 'vitest.config.js'), 'export default { test: { testTimeout: 60_000 } }\n')
  mkdirSync(join(project, 'node_modules/@regraft'), { recursive: true })
  symlinkSync(own, join(project, 'node_modules/@regraft/testing'))
  symlinkSync(join(own, '../../policies'), join(project, 'node_modules/@regraft/policies'))
  const vitest = join(own, 'node_modules/vitest/vitest.mjs')
  const ran = spawnSync(process.execPath, [vitest, 'run', '--root', project, '--reporter', 'json'], {
    cwd: project,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: project },
  })
  const report = JSON.parse(ran.stdout.slice(ran.stdout.indexOf('{')))
  const messages = report.testResults.flatMap(
    (file: {
      readonly message: string
      readonly assertionResults: readonly { failureMessages: string[] }[]
    }) => [file.message, ...file.assertionResults.flatMap(({ failureMessages }) => failureMessages)],
  )
  expect(messages.join('\n')).toBe('')
  expect([report.numPassedTests, report.numFailedTests, ran.status]).toEqual([2, 0, 0])
})
