import { expect, test } from 'vitest'
import type { PolicyFolder, TestOutcome } from '../src/index.ts'
import {
  afterChanges,
  createTester,
  passes,
  renderTestJson,
  renderTestJunit,
  renderTestText,
} from '../src/index.ts'
import { map, policy, rego, strict } from './policies.ts'
import { parseXml } from './xml.ts'

const tests = {
  'demo/mode/kubernetes_test.rego': `package demo.mode_test

import data.demo.mode

test_strict if count(mode.deny) == 0 with input as {"data": {"mode": "strict"}}

test_wrong if {
	some finding in mode.deny with input as {"data": {"mode": "strict"}}
	print(finding)
}

test_table[name] if {
	some name, wanted in {"a<b": 1, "c&d": 0}
	count(mode.deny) == wanted with input as {"data": {"mode": "loose"}}
}

todo_test_later if false
`,
}

const folder: PolicyFolder = {
  modules: policy(strict),
  tests,
  cases: {
    'demo/mode/cases/clean/clean.yaml': map('  mode: strict\n'),
    'demo/mode/cases/heals/before.yaml': map('  mode: loose\n'),
    'demo/mode/cases/heals/after.yaml': map('  mode:  strict\n'),
  },
}

const tester = createTester({ rego: await rego() })
const run = await tester.run(folder, { coverage: true })
const named = (name: string): TestOutcome | undefined => run.outcomes.find((outcome) => outcome.name === name)

test('cases and Rego tests are run together, in order', () => {
  expect(run.outcomes.map(({ kind, group, name, outcome }) => [kind, group, name, outcome])).toEqual([
    ['case', 'demo/mode', 'clean', 'pass'],
    ['case', 'demo/mode', 'heals', 'fail'],
    ['rego', 'data.demo.mode_test', 'test_strict', 'pass'],
    ['rego', 'data.demo.mode_test', 'test_wrong', 'fail'],
    ['rego', 'data.demo.mode_test', 'test_table', 'fail'],
    ['rego', 'data.demo.mode_test', 'todo_test_later', 'skip'],
  ])
  expect(passes(run, undefined)).toBe(false)
})

test('a failing Rego test shows the expression of its body, and those below it that failed', () => {
  const [failure] = named('test_wrong')?.failures ?? []
  expect(failure?.frame).toContain('>  8 | \tsome finding in mode.deny with input')
  expect(failure?.trace).toEqual(['demo/mode/kubernetes.rego:11: input.data.mode != "strict"'])
  expect(named('test_table')?.failures[0]?.message).toBe('these cases do not hold: c&d')
})

test('only what changed is run again', async () => {
  const again: string[] = []
  const onOutcome = ({ name }: TestOutcome): number => again.push(name)
  const mended = { ...folder.cases, 'demo/mode/cases/heals/after.yaml': map('  mode: strict\n') }
  const next = await tester.run({ ...folder, cases: mended }, { onOutcome })
  expect(again).toEqual(['heals'])
  expect(next.outcomes.find(({ name }) => name === 'heals')?.failures).toEqual([])
  again.length = 0
  await tester.run({ ...folder, cases: mended }, { onOutcome, filter: /^demo\/mode\/clean$|test_strict/ })
  expect(again).toEqual([])
})

test('what a fix makes is what --update would write', async () => {
  const changes = afterChanges(folder.cases, await tester.heal(folder))
  expect(changes).toEqual([
    {
      file: 'demo/mode/cases/heals/after.yaml',
      before: map('  mode:  strict\n'),
      after: map('  mode: strict\n'),
    },
  ])
})

test('coverage is told for each rule, and a threshold is one', () => {
  expect(run.coverage?.map(({ rule, percent }) => [rule, percent])).toEqual([
    ['demo/mode', 100],
    ['demo/owner', 0],
  ])
  const good = { ...run, outcomes: [] }
  expect([passes(good, 0), passes(good, 1)]).toEqual([true, false])
  expect(renderTestText(run, { threshold: 90 })).toContain('0 %  demo/owner')
})

test('the text names rule, case and failure with its difference', () => {
  const text = renderTestText(run)
  expect(text).toContain('fail  demo/mode  2 cases, 12 variants')
  expect(text).toContain('  heals  demo/mode/cases/heals\n    heals: main.yaml is not as expected\n')
  expect(text).toMatch(/^ +- {2}mode: {2}strict\n +\+ {2}mode: strict$/m)
  expect(text).toContain('2 cases, 4 Rego tests: 2 passed, 3 failed, 1 skipped')
  expect(text).toContain("OPA's own evaluator agrees on every case.")
})

test('JSON is the run as it is', () => {
  const report = JSON.parse(renderTestJson(run, { version: '1' }))
  expect(report.tests).toEqual(JSON.parse(JSON.stringify(run.outcomes)))
  expect(report.summary).toMatchObject({
    cases: 2,
    regoTests: 4,
    passed: 2,
    failed: 3,
    skipped: 1,
    disagreements: 0,
  })
})

test('JUnit XML is well formed, of the known elements, and its counts add up', () => {
  const outcomes = run.outcomes.map((outcome) => ({
    ...outcome,
    file: `${outcome.file}/<a> & "b"\u001b`,
    output: ['printed ]]> \u0000'],
  }))
  const root = parseXml(renderTestJunit({ ...run, outcomes }, { threshold: 90 }))
  expect(root.name).toBe('testsuites')
  const children: Readonly<Record<string, readonly string[]>> = {
    testsuites: ['testsuite'],
    testsuite: ['testcase'],
    testcase: ['skipped', 'failure', 'error', 'system-out'],
  }
  const required: Readonly<Record<string, readonly string[]>> = {
    testsuite: ['name', 'tests', 'failures', 'errors', 'skipped'],
    testcase: ['name', 'classname'],
    failure: ['type', 'message'],
  }
  const all = [root]
  for (const element of all) {
    expect(Object.keys(element.attributes)).toEqual(
      expect.arrayContaining([...(required[element.name] ?? [])]),
    )
    for (const child of element.children) expect(children[element.name]).toContain(child.name)
    all.push(...element.children)
  }
  const count = (name: string): number => all.filter((element) => element.name === name).length
  expect(root.attributes).toMatchObject({ tests: `${count('testcase')}`, skipped: `${count('skipped')}` })
  expect(count('testcase')).toBe(run.outcomes.length + 2)
  expect(Number(root.attributes['failures'])).toBe(4)
  const [first] = all.filter(({ name }) => name === 'testcase')
  expect(first?.attributes['file']).toBe('demo/mode/cases/clean/<a> & "b"\\u001b')
  expect(all.find(({ name }) => name === 'system-out')?.text).toBe('printed ]]> \\u0000')
})
