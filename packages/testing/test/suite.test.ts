import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { openSuite, readPolicyFolder, writeAfter } from '../src/index.ts'
import { map, policy, rego, strict } from './policies.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

test('coverage names the rows that no case and no test reaches', async () => {
  const modules = policy(strict)
  const suite = await openSuite({
    modules,
    cases: { 'demo/mode/cases/one/before.yaml': map('  mode: loose\n') },
    rego: await rego(),
  })
  const coverage = await suite.coverage()
  expect(coverage.map(({ file, missed }) => [file, missed])).toEqual([
    ['demo/mode/kubernetes.rego', []],
    ['demo/name/kubernetes.rego', [9, 10, 11, 12]],
  ])
  const tests = {
    'demo/name/kubernetes_test.rego': `package demo.owner_test

test_owner if count(data.demo.owner.deny) == 1 with input as {"data": {"mode": "strict", "team": "x"}}
`,
  }
  const covered = await openSuite({ modules, tests, cases: {}, rego: await rego() })
  expect((await covered.coverage()).find(({ file }) => file.includes('name'))?.percent).toBe(100)
})

test('a failing unit test stops the measurement and is named', async () => {
  const tests = { 'demo/mode/kubernetes_test.rego': 'package demo.mode_test\n\ntest_no if 1 == 2\n' }
  const suite = await openSuite({ modules: policy(strict), tests, cases: {}, rego: await rego() })
  await expect(suite.coverage()).rejects.toMatchObject({
    code: 'CASE_COVERAGE',
    message: expect.stringContaining('test_no fail'),
  })
})

test('an after is written where the case keeps it', async () => {
  const root = mkdtempSync(join(tmpdir(), 'regraft-cases-'))
  folders.push(root)
  const cases = {
    'demo/mode/cases/one/before.yaml': map('  mode: loose\n'),
    'demo/mode/cases/two/before.yaml': map('  mode: strict\n'),
  }
  const suite = await openSuite({ modules: policy(strict), cases, rego: await rego() })
  const written = []
  for (const item of suite.cases) written.push(...writeAfter(root, item, await suite.heal(item)))
  expect(written).toEqual([join(root, 'demo/mode/cases/one/after.yaml')])
  expect(readFileSync(written[0] as string, 'utf8')).toBe(map('  mode: strict\n'))
})

test('a folder of policies is read by what its files are', () => {
  const root = mkdtempSync(join(tmpdir(), 'regraft-cases-'))
  folders.push(root)
  for (const [path, text] of [
    ['a.rego', 'package a\n'],
    ['a_test.rego', 'package a_test\n'],
    ['notes.md', 'x'],
  ] as const)
    writeFileSync(join(root, path), text)
  expect(readPolicyFolder(root)).toEqual({
    modules: { 'a.rego': 'package a\n' },
    tests: { 'a_test.rego': 'package a_test\n' },
    cases: {},
  })
})

test('a policy that does not compile is an error with its place', async () => {
  const modules = { 'bad.rego': 'package bad\n\ndeny contains x if x := \n' }
  await expect(openSuite({ modules, cases: {}, rego: await rego() })).rejects.toMatchObject({
    code: 'POLICY_COMPILE',
  })
})
