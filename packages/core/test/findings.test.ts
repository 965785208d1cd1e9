import type { Json } from '@regraft/model'
import { expect, test } from 'vitest'
import { readFinding } from '../src/findings/finding.ts'

const rule = { id: 'a/b', severity: 'medium', fix: 'unsafe' } as const
const base = { message: 'm', path: ['a', 0] }
const set = { op: 'set', value: 1 }
const withFix = (fix: Json): Json => ({ ...base, fix })
const withOps = (...ops: Json[]): Json => withFix({ title: 't', ops })

test('a finding of the contract is read as it stands', () => {
  const finding = {
    ...base,
    severity: 'low',
    related: [['b'], []],
    fix: {
      title: 't',
      level: 'unsafe',
      because: 'why',
      ops: [
        { op: 'set', value: { $input: 'cidr' }, path: ['x', { match: { name: 'n' } }, 1], expect: null },
        { op: 'ensure', value: { $ref: ['bucket', 'id'] }, as: 'block' },
        { op: 'remove' },
        { op: 'ensure_item', match: { a: 1 }, value: { $lit: { $input: 'no question' } } },
        { op: 'remove_item', match: 'x' },
        { op: 'rename', to: 'y' },
        { op: 'add_resource', type: 't', name: 'n', value: {} },
      ],
      inputs: {
        cidr: { type: 'cidr', description: 'd', default: '10.0.0.0/8', pattern: '.*', secret: false },
      },
      alternatives: [{ title: 'other', ops: [set] }],
    },
  }
  const { finding: read, problems } = readFinding(finding, rule, 3)
  expect(problems).toEqual([])
  expect(read).toEqual({ rule: 'a/b', resource: 3, ...finding })
})

test.each<[Json, string]>([
  [null, 'is null, not an object'],
  ['text', 'is a string, not an object'],
  [{ path: [] }, 'has no `message`'],
  [{ message: 'm' }, 'has no `path`'],
  [{ message: '', path: [] }, 'message is empty'],
  [{ message: 1, path: [] }, 'message is a number, not a text'],
  [{ message: 'm', path: 'a' }, 'path is a string, not a list'],
  [{ message: 'm', path: ['a', -1] }, 'path[1] is -1, not a key or an index'],
  [{ message: 'm', path: [1.5] }, 'path[0] is 1.5, not a key or an index'],
  [{ message: 'm', path: [{ match: {} }] }, 'path[0] is an object, not a key or an index'],
  [{ ...base, severity: 'mild' }, 'severity is "mild", not one of info, low, medium, high, critical'],
  [{ ...base, related: ['a'] }, 'related[0] is a string, not a list'],
  [{ ...base, fixx: {} }, 'has the unknown member `fixx`'],
])('%j is no finding', (value, problem) => {
  const { finding, problems } = readFinding(value, rule, 0)
  expect(finding).toBeUndefined()
  expect(problems).toMatchObject([
    { code: 'POLICY_FINDING_INVALID', message: `what it returned is no finding: ${problem}` },
  ])
})

test.each<[Json, string]>([
  [withFix('set'), '.fix is a string, not an object'],
  [withFix({ title: 't' }), '.fix has no `ops`'],
  [withFix({ title: '', ops: [set] }), '.fix.title is empty'],
  [withFix({ title: 't', ops: [] }), '.fix.ops is empty'],
  [
    withFix({ title: 't', ops: [set], level: 'sure' }),
    '.fix.level is "sure", not one of manual, unsafe, safe',
  ],
  [withFix({ title: 't', ops: [set], text: 'x' }), '.fix has the unknown member `text`'],
  [withOps({ value: 1 }), '.fix.ops[0] has op (absent), not one of '],
  [withOps(set, { op: 'splice', value: 1 }), '.fix.ops[1] has op "splice", not one of '],
  [withOps({ op: 'toString' }), '.fix.ops[0] has op "toString", not one of '],
  [withOps({ op: 'set' }), '.fix.ops[0] has no `value`'],
  [withOps({ op: 'remove', value: 1 }), '.fix.ops[0] has the unknown member `value`'],
  [withOps({ ...set, as: 'list' }), '.fix.ops[0].as is "list", not one of block, map'],
  [withOps({ ...set, path: [{ match: {} }] }), '.fix.ops[0].path[0] is an object without a `match`'],
  [withOps({ ...set, path: [null] }), '.fix.ops[0].path[0] is null, not a key'],
  [withOps({ op: 'rename', to: 1 }), '.fix.ops[0].to is a number, not a text'],
  [withOps({ op: 'add_resource', type: 't', name: 'n', value: 1 }), '.fix.ops[0].value is a number'],
  [
    withOps({ op: 'set', value: [{ $input: 'x' }] }),
    'asks for the input "x", which the fix does not declare',
  ],
  [withOps({ op: 'set', value: { $eval: 'x' } }), 'has the unknown form `$eval`'],
  [withOps({ op: 'set', value: { $ref: 'x' } }), '.fix.ops[0].value.$ref is a string, not a list'],
  [withOps({ op: 'set', value: { $ref: ['x'], more: 1 } }), 'has other members beside `$ref`'],
  [
    withFix({ title: 't', ops: [set], inputs: { x: { type: 'text', description: 'd' } } }),
    '.fix.inputs.x.type is "text"',
  ],
  [
    withFix({ title: 't', ops: [set], inputs: { x: { type: 'enum', description: 'd' } } }),
    '.fix.inputs.x is an enum without `values`',
  ],
  [
    withFix({ title: 't', ops: [set], alternatives: [{ title: 'x', ops: 1 }] }),
    '.fix.alternatives[0].ops is a number',
  ],
])('the finding of %j stands without its fix', (value, problem) => {
  const { finding, problems } = readFinding(value, rule, 0)
  expect(finding).toEqual({ rule: 'a/b', resource: 0, ...base })
  expect(problems).toHaveLength(1)
  expect(problems[0]?.code).toBe('POLICY_FIX_INVALID')
  expect(problems[0]?.message).toContain(problem)
})

test('a value that nests without end is refused without running out of stack', () => {
  let value: Json = 1
  for (let i = 0; i < 20_000; i++) value = [value]
  const { problems } = readFinding(withOps({ op: 'set', value }), rule, 0)
  expect(problems[0]?.message).toContain('nests too deep')
})

test('a fix without a declared level is dropped and named', () => {
  const { finding, problems } = readFinding(withOps(set), { id: 'a/b', severity: 'high' }, 0)
  expect(finding).toEqual({ rule: 'a/b', resource: 0, ...base })
  expect(problems).toMatchObject([{ code: 'POLICY_FIX_UNDECLARED' }])
})

test('severity and level never go above what is declared', () => {
  const value = withFix({
    title: 't',
    level: 'safe',
    ops: [set],
    alternatives: [{ title: 'x', level: 'safe', ops: [set] }],
  })
  const { finding, problems } = readFinding({ ...(value as object), severity: 'critical' } as Json, rule, 0)
  expect(finding).toEqual({
    rule: 'a/b',
    resource: 0,
    ...base,
    fix: {
      title: 't',
      level: 'unsafe',
      ops: [set],
      alternatives: [{ title: 'x', level: 'unsafe', ops: [set] }],
    },
  })
  expect(problems.map(({ code, message }) => [code, message])).toEqual([
    ['POLICY_BOUND', 'it reports severity critical, above the declared medium; medium is used'],
    ['POLICY_BOUND', 'a fix says safe, above the declared unsafe; unsafe is used'],
    ['POLICY_BOUND', 'a fix says safe, above the declared unsafe; unsafe is used'],
  ])
})

test('a manual fix may have no operation', () => {
  const manual = withFix({ title: 'Ask the owner', level: 'manual', because: 'only they know', ops: [] })
  expect(readFinding(manual, rule, 0).problems).toEqual([])
})
