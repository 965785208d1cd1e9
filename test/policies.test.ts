import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { regraft } from './cli.ts'

let root: string
const source = 'resource "aws_kms_key" "k" {\n  description = "x" # note\n}\n'

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'regraft-policies-'))
  writeFileSync(join(root, 'main.tf'), source)
})

afterAll(() => rmSync(root, { recursive: true, force: true }))

/** Writes a policy into a folder of its own; `body` is all that follows the package. */
function policy(folder: string, id: string, body: string, fix = '#   fix: safe'): void {
  const metadata = [
    '# METADATA',
    '# title: T',
    '# description: D',
    '# custom:',
    `#   id: mine/${id}`,
    '#   severity: high',
  ]
  const lines = [...metadata, '#   resources: [aws_kms_key]', fix, `package mine.${id}`, '', body, '']
  mkdirSync(join(root, folder), { recursive: true })
  writeFileSync(join(root, folder, `${id}.rego`), lines.filter((line) => line !== '-').join('\n'))
}

const finding = (extra = ''): string =>
  `deny contains f if {\n\tf := {"message": "m", "path": ["description"]${extra}}\n}`
const set = (value: string): string => `, "fix": {"title": "t", "ops": [{"op": "set", "value": "${value}"}]}`

test.each<[name: string, body: string, place: string, says: readonly string[], fix?: string]>([
  [
    'syntax',
    'deny contains f if {\n\tf := {"message": "x" "path": []}\n}',
    '12:23',
    ['rego_parse_error', '^^^^^^'],
  ],
  [
    'type',
    'deny contains f if {\n\tcount(1) == 2\n\tf := {"message": "x", "path": []}\n}',
    '12:2',
    ['rego_type_error', '> 12 | \tcount(1) == 2'],
  ],
  [
    'builtin',
    'deny contains f if {\n\tstrngs.upper("x") == "X"\n\tf := {"message": "x", "path": []}\n}',
    '12:2',
    ['undefined function strngs.upper', 'check the name'],
  ],
  [
    'network',
    'deny contains f if {\n\thttp.send({"url": "http://localhost", "method": "get"})\n\tf := {"message": "x", "path": []}\n}',
    '12:2',
    ['undefined function http.send', 'never reach the network'],
  ],
  ['undeclared', finding(set('y')), '11:49', ['POLICY_FIX_UNDECLARED', 'fix: manual'], '-'],
])('a mistake in a policy ends with 2, a code frame and what to do: %s', (name, body, place, says, fix) => {
  policy(name, name, body, fix)
  const { status, stderr, stdout } = regraft(['heal', '--policy', name, '--rule', 'mine/*'], root)
  expect(status).toBe(2)
  expect(stdout).toBe('')
  expect(stderr).toContain(`${name}/${name}.rego:${place}`)
  expect(stderr).toContain('^^^')
  for (const text of says) expect(stderr).toContain(text)
  expect(readFileSync(join(root, 'main.tf'), 'utf8')).toBe(source)
})

test('two rules that want different values at one path are both named, and neither is applied', () => {
  policy('conflict', 'one', finding(set('one')).replace('{\n', '{\n\tinput.description != "one"\n'))
  policy('conflict', 'two', finding(set('two')).replace('{\n', '{\n\tinput.description != "two"\n'))
  const { status, report } = regraft(['heal', '--policy', 'conflict', '--rule', 'mine/*'], root)
  expect(status).toBe(1)
  const [one, two] = report.findings
  expect(report.findings.map(({ rule, fix }) => [rule, fix?.result, fix?.reason])).toEqual([
    ['mine/one', 'skipped', 'mine/two wants something else at the same place'],
    ['mine/two', 'skipped', 'mine/one wants something else at the same place'],
  ])
  expect([one?.fix?.conflictsWith, two?.fix?.conflictsWith]).toEqual([[two?.id], [one?.id]])
  expect(readFileSync(join(root, 'main.tf'), 'utf8')).toBe(source)
})

test.each([
  [
    'loops',
    'deny contains f if {\n\tn := numbers.range(1, 2000)\n\tsome i in n\n\tsome j in n\n\tsome k in n\n\ti + j + k == 0\n\tf := {"message": "x", "path": []}\n}',
  ],
  [
    'allocates',
    'deny contains f if {\n\tn := numbers.range(1, 3000)\n\tall := [s | some i in n; some j in n; s := sprintf("%d-%d", [i, j])]\n\tcount(all) == 0\n\tf := {"message": "x", "path": []}\n}',
  ],
])('a policy that %s without end is stopped and named; others go on', (name, body) => {
  policy(name, name, body)
  policy(name, `fine${name}`, finding())
  const started = performance.now()
  const { status, report } = regraft(['check', '--policy', name, '--rule', 'mine/*'], root)
  expect(performance.now() - started).toBeLessThan(60_000)
  expect(status).toBe(1)
  expect(report.findings.map(({ rule }) => rule)).toEqual([`mine/fine${name}`])
  const stopped = report.diagnostics.filter(({ code }) => code === 'POLICY_STOPPED')
  expect(
    stopped.map(({ message }) => message.includes(`mine/${name}`) && message.includes('aws_kms_key.k')),
  ).toEqual([true])
})

test('a new rule whose fix brings back what another healed is taken out: no cycle, no endless run', () => {
  policy(
    'cycle',
    'ping',
    'deny contains f if {\n\tinput.description == "x"\n\tf := {"message": "m", "path": ["description"], "fix": {"title": "t", "ops": [{"op": "set", "value": "y"}]}}\n}',
  )
  policy(
    'cycle',
    'pong',
    'deny contains f if {\n\tinput.description == "y"\n\tf := {"message": "m", "path": ["description"], "fix": {"title": "t", "ops": [{"op": "set", "value": "x"}]}}\n}',
  )
  const { status, report } = regraft(['heal', '--policy', 'cycle', '--rule', 'mine/*'], root)
  expect(status).toBe(1)
  expect(report.findings.map(({ rule, fix }) => [rule, fix?.result, fix?.gate])).toEqual([
    ['mine/ping', 'failed', 'regression'],
  ])
  expect(readFileSync(join(root, 'main.tf'), 'utf8')).toBe(source)
})
