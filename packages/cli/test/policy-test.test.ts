import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Folder, run } from './support.ts'

const rego = `# METADATA
# title: The mode is not strict
# custom:
#   id: acme/strict
#   severity: medium
#   resources: [ConfigMap]
#   fix: safe
package acme.strict

import data.regraft.fix

deny contains finding if {
	input.data.mode != "strict"
	finding := {
		"message": "the mode is not strict",
		"path": ["data", "mode"],
		"fix": fix.safe(fix.set("strict"), "Be strict"),
	}
}
`
const map = (mode: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: demo\ndata:\n  mode: ${mode}\n`
const unit = (wanted: number): string => `package acme.strict_test

import data.acme.strict

test_deny if count(strict.deny) == ${wanted} with input as {"data": {"mode": "loose"}}
`

let at: Folder
beforeAll(() => {
  at = new Folder({
    'policies/acme/strict/kubernetes.rego': rego,
    'policies/acme/strict/README.md': '# The mode is not strict\n\n## Why\n\nBecause.\n',
    'policies/acme/strict/kubernetes_test.rego': unit(1),
    'policies/acme/strict/cases/clean/clean.yaml': map('strict'),
    'policies/acme/strict/cases/loose/before.yaml': map('loose'),
    'policies/acme/strict/cases/loose/after.yaml': map('strict'),
    'empty/notes.md': 'nothing',
    'broken/a.rego': 'package broken\n\nx if {\n\tcount(1) ==\n}\n',
  })
})
afterAll(() => at.remove())

const policy = 'policies/acme/strict'

test('0: everything passes, and a report goes where it was asked for', async () => {
  const ran = await run(at.path, [
    'policy',
    'test',
    '--coverage',
    '100',
    '--format',
    'junit',
    '-o',
    'tests.xml',
    '--format',
    'text',
  ])
  expect(ran.stderr).toBe('')
  expect(ran.stdout).toContain('2 cases, 1 Rego test: 3 passed, 0 failed\n')
  expect(ran.stdout).toContain("OPA's own evaluator agrees on every case.")
  expect(ran.code).toBe(0)
  expect(at.read('tests.xml')).toContain('<testsuite name="acme/strict" tests="2" failures="0"')
})

test('1: a Rego test fails, and its trace is shown', async () => {
  at.write({ [`${policy}/kubernetes_test.rego`]: unit(2) })
  const ran = await run(at.path, ['policy', 'test', '--filter', 'test_deny'])
  expect(ran.code).toBe(1)
  expect(ran.stdout).toContain('fail  data.acme.strict_test  1 test\n')
  expect(ran.stdout).toContain(`test_deny  ${policy}/kubernetes_test.rego:5`)
  expect(ran.stdout).toContain('> 5 | test_deny if count(strict.deny) == 2')
  expect(ran.stdout).not.toContain('acme/strict  ')
  at.write({ [`${policy}/kubernetes_test.rego`]: unit(1) })
})

test.each([
  ['a policy does not compile', ['broken'], 'rego_parse_error'],
  ['there is nothing to test', ['empty'], 'TESTS_NONE'],
  ['the filter matches nothing', ['--filter', 'nobody'], 'no case and no test matches nobody'],
  ['the filter is no expression', ['--filter', '('], '--filter is no regular expression'],
  ['there is no such path', ['nowhere'], 'PATH_MISSING'],
])('2: %s', async (_, args, says) => {
  const ran = await run(at.path, ['policy', 'test', ...args])
  expect([ran.code, ran.stdout]).toEqual([2, ''])
  expect(ran.stderr).toContain(says)
})

test('--update writes what heals and shows the difference', async () => {
  at.write({ [`${policy}/cases/loose/after.yaml`]: map('wrong') })
  const ran = await run(at.path, ['policy', 'test', '--update'])
  expect(ran.stderr).toContain(`--- a/${policy}/cases/loose/after.yaml\n`)
  expect(ran.stderr).toContain('-  mode: wrong\n+  mode: strict\n')
  expect(ran.stderr).toContain('1 file written; read the difference')
  expect([ran.code, at.read(`${policy}/cases/loose/after.yaml`)]).toEqual([0, map('strict')])
})

test('format writes what opa fmt would, lists without writing, and leaves what does not parse', async () => {
  at.write({ 'forms/a.rego': 'package a\nx=1 if {true}\n', 'forms/b.rego': 'package b\nx if {\n' })
  const listed = await run(at.path, ['policy', 'format', '--list', 'forms/a.rego'])
  expect([listed.code, listed.stdout]).toEqual([1, 'forms/a.rego\n'])
  expect(at.read('forms/a.rego')).toBe('package a\nx=1 if {true}\n')
  const mode = statSync(join(at.path, 'forms/a.rego')).mode
  const ran = await run(at.path, ['policy', 'format', 'forms'])
  expect([ran.code, ran.stdout]).toEqual([2, 'forms/a.rego\n'])
  expect(ran.stderr).toContain('forms/b.rego:3:1  error  rego_parse_error')
  expect(at.read('forms/a.rego')).toBe('package a\n\nx := 1\n')
  expect(at.read('forms/b.rego')).toBe('package b\nx if {\n')
  expect(statSync(join(at.path, 'forms/a.rego')).mode).toBe(mode)
})

test('docs writes a page a rule and removes only its own', async () => {
  const first = await run(at.path, ['policy', 'docs', '--output', 'pages'])
  expect([first.code, first.stdout]).toEqual([
    0,
    'wrote pages/README.md\nwrote pages/acme/strict.md\n1 rules: 2 pages written, 0 as they were\n',
  ])
  expect(at.read('pages/acme/strict.md')).toContain('-  mode: loose\n+  mode: strict\n')
  expect(at.read('pages/acme/strict.md')).toContain('## Why\n\nBecause.\n')
  at.write({
    'pages/acme/gone.md': readFileSync(join(at.path, 'pages/acme/strict.md')),
    'pages/acme/mine.md': '# Mine\n',
  })
  const second = await run(at.path, ['policy', 'docs', '--output', 'pages'])
  expect(second.stdout).toBe('removed pages/acme/gone.md\n1 rules: 0 pages written, 2 as they were\n')
  expect(at.read('pages/acme/mine.md')).toBe('# Mine\n')
  at.write({ 'pages/acme/strict.md': '# Mine\n' })
  const third = await run(at.path, ['policy', 'docs', '--output', 'pages'])
  expect([third.code, at.read('pages/acme/strict.md')]).toEqual([2, '# Mine\n'])
  expect(third.stderr).toContain('PAGE_FOREIGN')
})
